import { has, named, t, type WordKey } from '../../../base/words.ts';
import { TextField } from '../../../ui/controls/field.tsx';
import { textIn } from '../form/tenant-form.tsx';
import type { ServiceField } from './provider-fields.ts';

type Stored = Readonly<Record<string, unknown>>;

interface ServiceFieldsProps {
  /** The prefix of its fields' words: `twilio`. */
  of: string;
  fields: readonly ServiceField[];
  /** The settings without secrets; undefined when the tenant has not set up the service. */
  stored: Stored | undefined;
  wrong(name: string): string | undefined;
}

/** Fields of another party's service. Secrets are typed in and never shown; one that is left empty stays as it is. */
export const ServiceFields = ({ of, fields, stored, wrong }: ServiceFieldsProps) => (
  <div class="halves">
    {fields.map(({ name, type = 'text' as const, isSecret, isOptional, hasHint }) => {
      const isKept = isSecret && stored !== undefined;
      const hints = [hasHint && hintOf(of, name), isKept && t('telephony.kept')].filter(Boolean).join(' ');
      return (
        <TextField
          key={`${of} ${name}`}
          name={name}
          label={named(of, name)}
          hint={hints || undefined}
          dir="ltr"
          required={!isOptional && !isKept}
          wrong={wrong(name)}
          type={isSecret ? ('password' as const) : type}
          autocomplete="off"
          {...(!isSecret && { defaultValue: textOf(stored?.[name]) })}
        />
      );
    })}
  </div>
);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function hintOf(of: string, name: string): string {
  const key = `${of}Hint.${name}`;
  return has(key) ? t(key as WordKey) : '';
}

/**
 * A service as its form has it: emptied settings are removed; secrets that were left empty are kept, and so are settings
 * without a field in the form.
 */
export function serviceIn(
  form: FormData,
  fields: readonly ServiceField[],
  stored: Stored | undefined,
): Record<string, unknown> {
  const others = Object.entries(stored ?? {}).filter(
    ([name]) => !fields.some((field) => field.name === name),
  );
  const given = fields.flatMap(({ name }) => {
    const text = textIn(form, name);
    return text === '' ? [] : [[name, text]];
  });
  return Object.fromEntries([...others, ...given]);
}
