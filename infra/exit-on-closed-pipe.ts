/**
 * Ends the process quietly when nothing reads its output any more, as after `npm run openapi | head`. Without it, Node throws
 * EPIPE with a stack trace.
 */
export function exitOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}
