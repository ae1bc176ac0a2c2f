import { LOCAL_URL, openapi } from './openapi.ts';

/** The OpenAPI document, as if it were served by `npm start`. */
export default (): object => openapi(LOCAL_URL);
