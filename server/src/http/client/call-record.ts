/** One request that went out for a call. */
export interface AttemptRecord {
  status: number | null;
  /** A code where there was no answer. */
  error: string | null;
  durationMs: number;
  /** How long was waited before it, for the rate limit or between tries. */
  waitedMs: number;
}

/** What the log keeps of one call. Headers and bodies are not part of it. */
export interface CallRecord {
  connectionId: number;
  method: string;
  /** Whole; the log masks what is secret in it. */
  url: URL;
  status: number | null;
  error: { code: string; message: string } | null;
  durationMs: number;
  attempts: AttemptRecord[];
  requestBytes: number;
  responseBytes: number;
  cache: 'hit' | 'revalidated' | null;
  /** Who called: `site`, `probe`, `token`, `sync`. */
  caller: string;
  /** When the call began, ms since 1970. */
  at: number;
  /** Values that must not be shown, wherever they stand. */
  secrets: readonly string[];
}
