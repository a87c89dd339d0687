/** From when to when one of several secrets is valid. */
export interface SecretPeriod {
  createdAt: string;
  /** Null for the current secret. */
  expiresAt: string | null;
}

/** Secrets, the current one first, each with its period. */
export interface SecretSeries {
  secrets: string[];
  periods: SecretPeriod[];
}

/** Whether a secret is valid at this moment. */
export function isValidAt({ expiresAt }: SecretPeriod, now: number): boolean {
  return expiresAt === null || Date.parse(expiresAt) > now;
}

/** A series of one secret. */
export function firstSecret(secret: string, now: number): SecretSeries {
  return { secrets: [secret], periods: [periodFrom(now)] };
}

/** Puts a new secret first. Those before stay valid for `overlapMs`, or to their own end if that comes first. */
export function withNewSecret(
  { secrets, periods }: SecretSeries,
  secret: string,
  { now, overlapMs }: { now: number; overlapMs: number },
): SecretSeries {
  const old = secrets
    .map((value, index) => ({ value, period: periods[index] }))
    .flatMap(({ value, period }) =>
      period ? [{ value, period: endedAt(period, now + overlapMs) }] : [],
    )
    .filter(({ period }) => isValidAt(period, now));
  return {
    secrets: [secret, ...old.map(({ value }) => value)],
    periods: [periodFrom(now), ...old.map(({ period }) => period)],
  };
}

function periodFrom(now: number): SecretPeriod {
  return { createdAt: new Date(now).toISOString(), expiresAt: null };
}

function endedAt(period: SecretPeriod, end: number): SecretPeriod {
  const ownEnd = period.expiresAt === null ? Infinity : Date.parse(period.expiresAt);
  return { ...period, expiresAt: new Date(Math.min(end, ownEnd)).toISOString() };
}
