import type { ComponentChildren, TargetedEvent } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  label: string;
  hint?: string | undefined;
  wrong?: string | undefined;
  isLabelHidden?: boolean;
}

interface Described {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
}

interface Common<Element extends EventTarget> {
  name?: string;
  required?: boolean;
  autofocus?: boolean;
  readOnly?: boolean;
  onInput?: (event: TargetedEvent<Element, Event>) => void;
  onChange?: (event: TargetedEvent<Element, Event>) => void;
}

interface Text<Element extends EventTarget> extends Common<Element> {
  value?: string;
  defaultValue?: string;
  dir?: 'auto' | 'ltr' | 'rtl';
  minLength?: number;
  maxLength?: number;
  placeholder?: string;
  autocomplete?: string;
}

interface InputProps extends Text<HTMLInputElement> {
  type?:
    | 'text'
    | 'email'
    | 'password'
    | 'search'
    | 'number'
    | 'date'
    | 'datetime-local'
    | 'time'
    | 'tel'
    | 'url';
  inputMode?: 'decimal' | 'numeric' | 'tel';
  min?: string | number;
  max?: string | number;
  step?: string | number;
  list?: string;
}

interface AreaProps extends Text<HTMLTextAreaElement> {
  rows?: number;
}

interface SelectProps extends Common<HTMLSelectElement> {
  value?: string;
  defaultValue?: string;
  /** Each value with its label. */
  options: readonly (readonly [string, string])[];
}

interface FrameProps extends FieldProps {
  children: (own: Described) => ComponentChildren;
}

/** A label with its control, and a hint. */
function Labelled({ label, hint, wrong, isLabelHidden, children }: FrameProps) {
  const id = useId();
  const about = [wrong && `${id}-wrong`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id} class={isLabelHidden ? 'visually-hidden' : undefined}>
        {label}
      </label>
      {children({ id, ...(about && { 'aria-describedby': about }), ...(wrong && { 'aria-invalid': true }) })}
      {wrong && (
        <span class="wrong" id={`${id}-wrong`}>
          {wrong}
        </span>
      )}
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}

export const TextField = ({
  label,
  hint,
  wrong,
  isLabelHidden = false,
  ...rest
}: FieldProps & InputProps) => (
  // The library's types differ by the type of input: only props that all of them share are passed here.
  <Labelled label={label} hint={hint} wrong={wrong} isLabelHidden={isLabelHidden}>
    {(own) => <input class="input" dir="auto" {...(rest as { type: 'text' })} {...own} />}
  </Labelled>
);

export const TextArea = ({ label, hint, wrong, isLabelHidden = false, ...rest }: FieldProps & AreaProps) => (
  <Labelled label={label} hint={hint} wrong={wrong} isLabelHidden={isLabelHidden}>
    {(own) => <textarea class="input" dir="auto" {...rest} {...own} />}
  </Labelled>
);

export function SelectField(props: FieldProps & SelectProps) {
  const { label, hint, wrong, isLabelHidden = false, options, value, defaultValue, ...rest } = props;
  const chosen = value ?? defaultValue;
  return (
    <Labelled label={label} hint={hint} wrong={wrong} isLabelHidden={isLabelHidden}>
      {(own) => (
        <select class="input" {...rest} {...own} {...(value !== undefined && { value })}>
          {options.map(([each, name]) => (
            <option key={each} value={each} selected={each === chosen}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

interface CheckProps {
  label: ComponentChildren;
  hint?: string | undefined;
  /** The hint says why. */
  disabled?: boolean;
  name?: string;
  value?: string;
  checked?: boolean;
  defaultChecked?: boolean;
  onChange?: (event: TargetedEvent<HTMLInputElement, Event>) => void;
}

export function CheckField({ label, hint, ...rest }: CheckProps) {
  const id = useId();
  const check = (
    <label class="check">
      <input type="checkbox" {...rest} {...(hint && { 'aria-describedby': id })} />
      <span>{label}</span>
    </label>
  );
  if (hint === undefined) return check;
  return (
    <div class="field">
      {check}
      <span class="hint" id={id}>
        {hint}
      </span>
    </div>
  );
}
