import { recado } from './recado.ts';

const app = await recado();
app.synth();
