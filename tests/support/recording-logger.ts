import type { Logger } from '../../server/src/logger';

/** A logger that keeps what it was told, as `level: message`. */
export function recordingLogger(): Logger & { lines: string[] } {
  const lines: string[] = [];
  const at = (level: string) => (message: string) => void lines.push(`${level}: ${message}`);
  const logger = {
    lines,
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  };
  // Winston's methods return the logger; nobody uses that.
  return logger as unknown as Logger & { lines: string[] };
}
