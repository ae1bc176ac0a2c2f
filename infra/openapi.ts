import { LOCAL_URL, openapi } from '../functions/meta/openapi.ts';
import { exitOnClosedPipe } from './exit-on-closed-pipe.ts';

exitOnClosedPipe();

/** `npm run openapi`: the document of the stage at `RECADO_URL`, or of a local start. */
const url = (process.env.RECADO_URL || LOCAL_URL).replace(/\/$/, '');
process.stdout.write(`${JSON.stringify(openapi(url), null, 2)}\n`);
