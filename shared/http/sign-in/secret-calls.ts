/** The operation of Secrets Manager that we call, with bytes in base64 as they travel. */
export type SecretCalls = {
  GetSecretValue: { input: { SecretId: string }; output: { SecretString?: string; SecretBinary?: string } };
};
