// Loads a function into this fresh process and invokes it with each event that its parent sends. Answers what it returned,
// the processor time in milliseconds, and the requests to DynamoDB and SQS that were made one after the other.
import { subscribe } from 'node:diagnostics_channel';

const [path] = process.argv.slice(2);
const processorTime = (before) => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

const started = process.cpuUsage();
const { handler } = await import(path);
process.send({ cpuMs: processorTime(started) });

let trips = [];
let sends = 0;
subscribe('recado:dynamodb', ({ began, ended }) => trips.push({ began, ended }));
subscribe('recado:sqs', () => sends++);

process.on('message', async (event) => {
  trips = [];
  sends = 0;
  const before = process.cpuUsage();
  const context = { awsRequestId: 'bench', functionName: 'bench', getRemainingTimeInMillis: () => 15_000 };
  const result = await handler(event, context);
  process.send({ result, cpuMs: processorTime(before), trips, sends });
});
