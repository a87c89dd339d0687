/** What was received, held against what was to be sent. */
export interface Ledger {
  /** Pairs of message and endpoint that arrived. */
  delivered: number;
  missing: number;
  /** Arrived more than once, which at-least-once delivery allows. */
  repeated: number;
  /** With an id that was never given out. */
  invented: number;
  wronglySigned: number;
}

/** @throws Error if anything was lost, wrongly signed or invented: then no figure of the run counts. */
export function assertBalanced(ledger: Ledger, what: string): void {
  const { missing, invented, wronglySigned } = ledger;
  if (missing + invented + wronglySigned === 0) return;
  throw new Error(`${what}: ${JSON.stringify(ledger)}`);
}

/**
 * The same where more waits than was sent: what came has to be what is recorded as sent, and each of it once.
 *
 * @param sent deliveries that are recorded as succeeded
 */
export function assertGenuine(ledger: Ledger, sent: number, what: string): void {
  const { delivered, repeated, invented, wronglySigned } = ledger;
  if (delivered === sent && repeated + invented + wronglySigned === 0) return;
  throw new Error(`${what}: ${sent} recorded as sent, ${JSON.stringify(ledger)}`);
}
