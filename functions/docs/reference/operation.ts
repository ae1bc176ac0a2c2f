import { methodOf, shownCode, shownTable } from '../base/example.ts';
import { type Html, html, prose } from '../base/html.ts';
import type { ApiDocument, Operation, Parameter, Schema } from './document.ts';
import { aboutOf, type Field, resolved, schemaFields, typeOf } from './fields.ts';

/** An operation as the document lists it. */
export interface Listed {
  /** Its address on its page. */
  anchor: string;
  method: string;
  path: string;
  operation: Operation;
}

const keys: Readonly<Record<string, string>> = {
  bearer: 'Authorization: Bearer',
  tenantApiKey: 'x-tenant-api-key',
  apiKey: 'X-Api-Key',
  session: 'a session of the console',
};

/** One operation, collapsed until it is opened or linked to. */
export function shownOperation(document: ApiDocument, { anchor, method, path, operation }: Listed): Html {
  const {
    operationId,
    summary,
    description,
    security = [],
    parameters = [],
    requestBody,
    responses,
  } = operation;
  const [body] = Object.entries(requestBody?.content ?? {});
  const ways = security.flatMap((requirement) => Object.keys(requirement)).map((name) => keys[name] ?? name);
  return html`<details class="operation" id="${anchor}">
<summary>${methodOf(method.toUpperCase())} <code>${path}</code> <span class="about">${prose(summary)}</span></summary>
<div class="inside">
${description && html`<p>${prose(description)}</p>`}
${ways.length > 0 && html`<p class="soft">Opened by ${ways.map((way, at) => html`${at > 0 && ', or '}<code>${way}</code>`)}</p>`}
${parameters.length > 0 && shownTable(`Parameters of ${operationId}`, ['Parameter', 'In', 'Type', 'About'], parameters.map(lineOf))}
${
  body &&
  html`<h2>Request body <code>${body[0]}</code></h2>
${body[1].schema && shownFields(document, body[1].schema, `Body of ${operationId}`)}
${body[1].example !== undefined && shownJson(body[1].example, `Example body of ${operationId}`)}`
}
<h2>Answers</h2>
${Object.entries(responses)
  .filter(([status]) => isSuccess(status))
  .map(([status, { description: means, content = {} }]) => {
    const [first] = Object.entries(content);
    return html`<p><b>${status}</b> ${prose(means)}${first && html` <code>${first[0]}</code>`}</p>
${first?.[1].schema && shownFields(document, first[1].schema, `Answer ${status} of ${operationId}`)}
${first?.[1].example !== undefined && shownJson(first[1].example, `Example answer ${status} of ${operationId}`)}`;
  })}
${shownRefusals(operationId, responses)}
</div>
</details>
`;

  function lineOf({ name, in: place, required = false, schema = {}, description: about }: Parameter) {
    const itself = resolved(document, schema);
    const said = aboutOf(document, { ...itself, ...(about !== undefined && { description: about }) });
    return [nameCell(name, required), place, typeOf(document, schema), prose(said)];
  }
}

const isSuccess = (status: string): boolean => /^[23]/.test(status);

const nameCell = (name: string, isRequired: boolean): Html =>
  html`<code>${name}</code>${isRequired && html` <span class="required">required</span>`}`;

function shownFields(document: ApiDocument, schema: Schema, caption: string): Html {
  const fields = schemaFields(document, schema);
  const line = ({ name, type, isRequired, about }: Field) => [nameCell(name, isRequired), type, prose(about)];
  return fields.length === 0
    ? html`<p>${typeOf(document, schema)}. ${prose(aboutOf(document, schema))}</p>`
    : shownTable(caption, ['Field', 'Type', 'About'], fields.map(line));
}

const shownJson = (value: unknown, label: string): Html =>
  shownCode(typeof value === 'string' ? value : JSON.stringify(value, undefined, 2), label);

/** Refusals of a dialect have the same form: one line each shows how they differ. */
function shownRefusals(operationId: string, responses: Operation['responses']): Html | undefined {
  const refusals = Object.entries(responses).filter(([status]) => !isSuccess(status));
  if (refusals.length === 0) return undefined;
  const example = ({ content = {} }: Operation['responses'][string]) => Object.values(content)[0]?.example;
  return shownTable(
    `Refusals of ${operationId}`,
    ['Status', 'Means', 'Answered, for example'],
    refusals.map(([status, answer]) => [
      status,
      answer.description,
      example(answer) !== undefined && html`<code>${JSON.stringify(example(answer))}</code>`,
    ]),
  );
}
