/** A setting of a service, by its name in the API. */
export interface ServiceField {
  name: string;
  type?: 'url' | 'tel';
  /** Stored sealed and never shown again. */
  isSecret?: true;
  isOptional?: true;
  hasHint?: true;
}

/** The settings of each provider of calls; the names of their fields are worded as `twilio.accountSid`. */
export const providerFields: Readonly<Record<string, readonly ServiceField[]>> = {
  twilio: [
    { name: 'accountSid' },
    { name: 'authToken', isSecret: true, hasHint: true },
    { name: 'from', type: 'tel', hasHint: true },
    { name: 'apiKeySid', isOptional: true, hasHint: true },
    { name: 'apiKeySecret', isSecret: true, isOptional: true },
  ],
  retell: [
    { name: 'apiKey', isSecret: true, hasHint: true },
    { name: 'agentId', hasHint: true },
    { name: 'fromNumber', type: 'tel', hasHint: true },
    { name: 'webhookKey', isSecret: true, isOptional: true, hasHint: true },
  ],
  http: [
    { name: 'url', type: 'url', hasHint: true },
    { name: 'secret', isSecret: true, isOptional: true, hasHint: true },
  ],
};

/** The results of Retell's analysis of a call, with their default names there. */
export const analysisFields = [
  { name: 'outcome', usual: 'outcome' },
  { name: 'addressFinal', usual: 'address_final' },
  { name: 'optOut', usual: 'opt_out' },
] as const;

/** The prompts of a call that can be changed, with their variables. */
export const prompts = [
  ...['greeting', 'order', 'address', 'question', 'again', 'confirmed'],
  ...['cancelled', 'problem', 'recorded', 'optedOut', 'goodbye'],
] as const;

export const variablesOfPrompts = [
  'customerName',
  'storeName',
  'products',
  'total',
  'orderNumber',
  'address',
];
