const KEY = 'integration-builder.reconnecting';

/** Remembers, for the way back in this tab, which connection is being reconnected; null for a new one. */
export const rememberBegun = (connectionId: number | null): void => {
  if (connectionId === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, String(connectionId));
};

/** The connection that was to be reconnected; null for a new one. */
export const begunConnection = (): number | null => Number(sessionStorage.getItem(KEY)) || null;
