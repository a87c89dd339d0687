/*
 * Prints a request of every event that the demo's vendors send, genuine and tampered with, as JSON. A process of its own,
 * since Jest cannot load ES modules.
 *
 *   node print-requests.mjs ADDRESS NOW
 */
import { vendorRequest } from '../../../demo/send-event.mjs';
import { vendors } from '../../../demo/vendors/index.mjs';

const [address, now] = process.argv.slice(2);

const events = vendors.flatMap((vendor) => {
  const { id: vendorId, secret, settings = {} } = vendor;
  const url = `${address}/api/integration-builder/in/${vendorId}`;
  return Object.keys(vendor.events).map((eventName) => ({
    vendorId,
    eventName,
    secret,
    settings,
    request: vendorRequest(vendor, eventName, { url, isTampered: false, now: Number(now) }),
    tampered: vendorRequest(vendor, eventName, { url, isTampered: true, now: Number(now) }),
  }));
});
console.log(JSON.stringify(events));
