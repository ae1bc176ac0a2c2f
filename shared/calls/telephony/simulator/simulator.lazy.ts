import type { ConnectServices } from '../port/provider.ts';
import { createSimulator } from './simulator.ts';

export const connect = (_settings: object, { queues }: ConnectServices) => createSimulator(queues);
