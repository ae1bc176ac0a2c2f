import type { Declaration } from '../declaration.ts';
import type { Exchange, Handler, HttpPlugin, Reply } from '../exchange.ts';
import { readRequest } from '../middleware/read-request.ts';
import { serve } from './serve.ts';

type Open = Declaration & { readonly audience: 'none'; readonly table: 'none' };

/** An `endpoint` that anyone may call and that needs nothing but its own code: it carries no AWS client. */
export function openEndpoint(
  declaration: Open,
  answer: (exchange: Exchange) => Promise<Reply>,
  plugins: readonly HttpPlugin[] = [],
): Handler {
  return serve(declaration, [readRequest()], answer, plugins);
}
