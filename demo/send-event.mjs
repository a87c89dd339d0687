import { addressOfRunningDemo } from './running-demo.mjs';
import { vendors } from './vendors/index.mjs';

const HOW_TO_START = 'Start the demo in another terminal: npm run demo';
const ANSWER_TIMEOUT_MS = 30_000;

/**
 * Posts an event of a vendor to a source of the demo, as the vendor would.
 *
 * @param event.vendorId which vendor
 * @param event.eventName its first event without it
 * @param event.slug last part of the source's address; the vendor's id without it
 * @param event.isTampered changes one byte on the way
 * @param event.isRepeated posts the same request a second time
 * @param event.address of the Strapi; the running demo's without it
 * @returns what was sent, and an answer for each time that it was posted
 * @throws saying what is unknown, or that nothing answers
 */
export async function sendEvent({
  vendorId,
  eventName,
  slug = vendorId,
  isTampered = false,
  isRepeated = false,
  address = addressOfRunningDemo(),
}) {
  const vendor = findVendor(vendorId);
  const name = findEventName(vendor, eventName);
  if (address === null) throw new Error(`The demo does not run. ${HOW_TO_START}`);

  const url = `${address}/api/integration-builder/in/${encodeURIComponent(slug)}`;
  const request = vendorRequest(vendor, name, { url, isTampered, now: Date.now() });
  const answers = [];
  for (let time = 0; time < (isRepeated ? 2 : 1); time += 1) answers.push(await post(request));

  const isOwnSource = slug === vendor.id && !isTampered;
  const isTakenIn = answers.every(({ status }) => status === 200);
  return {
    eventName: name,
    url: request.url,
    answers,
    effect: isOwnSource && isTakenIn ? vendor.effects?.[name] : undefined,
    panel: `${address}/admin/plugins/integration-builder/webhooks/incoming`,
  };
}

/** A signed request; one that was tampered with is signed first, or has other credentials where no body is signed. */
export function vendorRequest(vendor, eventName, { url, isTampered, now }) {
  const isSecretChanged = isTampered && !vendor.signsBody;
  const secret = isSecretChanged ? oneByteOff(vendor.secret) : vendor.secret;
  const request = vendor.request(eventName, { url, secret, now });
  if (isTampered && vendor.signsBody) request.body = oneByteOff(request.body);
  return request;
}

function findVendor(id) {
  const vendor = vendors.find((each) => each.id === id);
  if (vendor) return vendor;
  const known = vendors.map((each) => each.id).join(', ');
  throw new Error(`There is no vendor "${id}". There are: ${known}`);
}

function findEventName(vendor, name) {
  const names = Object.keys(vendor.events);
  if (name === undefined) return names[0];
  if (names.includes(name)) return name;
  throw new Error(`${vendor.name} sends no "${name}" here. It sends: ${names.join(', ')}`);
}

/** Every secret, and every body that is signed, has a digit somewhere; the last one becomes the next. */
function oneByteOff(text) {
  return text.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10));
}

async function post({ url, method, headers, body }) {
  const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
  const response = await fetch(url, { method, headers, body, signal }).catch((error) => {
    const reason = error.cause?.message ?? error.message;
    throw new Error(`Nothing answers at ${new URL(url).origin} (${reason}). ${HOW_TO_START}`);
  });
  return { status: response.status, body: await response.text() };
}
