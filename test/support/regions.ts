import { seedRegions } from '../../infra/regions/seed.ts';

/** Stores the four built-in regions: Bengaluru, Bogotá, Medellín and Ciudad de México. */
export const addRegions = seedRegions;
