import * as z from 'zod';
import { declare } from '../../../shared/http/declaration.ts';
import { MAX_PHONE_TEXT } from '../../../shared/phones/written.ts';

const steps = [
  'requested',
  'dialing',
  'accepted',
  'ringing',
  'picked_up',
  'said',
  'answered',
  'machine',
  'ended',
  'not_dialed',
] as const;

const TestCallView = z.object({
  id: z.string(),
  phone: z.string(),
  provider: z.string().nullable(),
  status: z.enum(['queued', 'dialing', 'in_progress', 'ended']),
  outcome: z.string().nullable(),
  reason: z.string().nullable().describe('Why it was not made, worded so that people know what to fix'),
  durationSeconds: z.number().nullable(),
  transcript: z.string().nullable(),
  steps: z.array(
    z.object({
      at: z.iso.datetime(),
      step: z.enum(steps),
      detail: z.string().optional().describe('The conversation, the answer, or the reason'),
    }),
  ),
  createdAt: z.iso.datetime(),
});

export const requestTestCallRoute = declare({
  name: 'request-test-call',
  dialect: 'platform',
  stack: 'console',
  method: 'POST',
  path: '/platform/v1/voice-agent/test-call',
  summary: 'Calls a phone of your own through the voice agent of the tenant',
  description:
    'Five a day. It takes no credit, and no order is stored. A live key or an owner may ask; the call is a real one, at any hour.',
  audience: 'key',
  table: 'write',
  partitions: ['TESTCALL#', 'TENANT#', 'OPTOUT#'],
  body: z.strictObject({
    phone: z
      .string()
      .trim()
      .min(1)
      .max(MAX_PHONE_TEXT)
      .describe('E.164, or any form that is valid in the tenant’s country'),
  }),
  bodyExample: { phone: '+573001234567' },
  answers: { 202: { description: 'It is made at once', schema: z.object({ id: z.string() }) } },
  refuses: ['voice_agent_missing', 'phone_opted_out', 'invalid_phone', 'forbidden', 'rate_limited'],
});

export const getTestCallRoute = declare({
  name: 'get-test-call',
  dialect: 'platform',
  stack: 'console',
  method: 'GET',
  path: '/platform/v1/voice-agent/test-call/{id}',
  summary: 'A test call, step by step as it happens',
  description: 'Kept for a week.',
  audience: 'key',
  table: 'read',
  partitions: ['TESTCALL#'],
  params: z.object({ id: z.string().max(100).describe('tcl_…') }),
  answers: { 200: { description: 'The test call', schema: TestCallView } },
});

export const voiceAgentRoutes = [requestTestCallRoute, getTestCallRoute];
