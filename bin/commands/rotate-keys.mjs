export const summary = 'encrypts every stored secret anew with the first of encryption.keys';

const REPORT_EVERY_MS = 1_000;

/**
 * It can be broken off and run again, and run while the site does: see `rotation.ts`.
 *
 * @returns 0 when every secret is under the first key
 */
export async function run({ strapi, say, signal }) {
  const connections = strapi.plugin('integration-builder').service('connections');
  let reportedAt = Date.now();
  const result = await connections.rotateKeys({
    signal,
    onProgress({ scanned, rotated }) {
      if (Date.now() - reportedAt < REPORT_EVERY_MS) return;
      reportedAt = Date.now();
      say(`${scanned} secrets read, ${rotated} of them encrypted anew …`);
    },
  });
  say(outcomeOf(result, connections.vault().currentKeyId, signal.aborted));
  return result.isComplete ? 0 : 1;
}

function outcomeOf({ scanned, rotated, failed, isComplete }, keyId, isAborted) {
  if (isComplete && rotated === 0) {
    return scanned === 0
      ? 'Nothing to do: no secret is stored yet.'
      : `Nothing to do: all ${scanned} secrets are encrypted with the key "${keyId}".`;
  }
  const done = `${rotated} of ${scanned} secrets were encrypted anew with the key "${keyId}".`;
  if (isComplete) {
    return `${done} When every instance has been started with this key, the older ones can be taken out of the configuration.`;
  }
  if (isAborted) return `${done} It was broken off; run it again to go on. Keep the older keys.`;
  if (failed > 0) {
    return `${done} ${failed} can be read with none of the configured keys and stay as they are: put the key that is missing back into encryption.keys and run this again, or enter these secrets anew.`;
  }
  return `${done} An instance still writes with an older key: start all of them with the new configuration, then run this again.`;
}
