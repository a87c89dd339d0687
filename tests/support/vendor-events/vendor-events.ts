import { execFileSync } from 'node:child_process';
import path from 'node:path';

export interface VendorRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string;
}

export interface VendorEvent {
  /** Of the vendor's provider. */
  vendorId: string;
  /** The type that an accepted event gets. */
  eventName: string;
  secret: string;
  /** Of a source for it. */
  settings: Record<string, unknown>;
  request: VendorRequest;
  /** Another event of the name, with one byte changed. */
  tampered: VendorRequest;
}

const SCRIPT = path.join(__dirname, 'print-requests.mjs');

/**
 * Every event that the demo can send, signed for the source whose slug is the vendor's id.
 *
 * @param address of the Strapi, `http://127.0.0.1:1337`
 * @param now milliseconds since 1970
 */
export function vendorEvents(address: string, now: number): VendorEvent[] {
  const output = execFileSync(process.execPath, [SCRIPT, address, String(now)]);
  return JSON.parse(output.toString()) as VendorEvent[];
}
