import { z } from 'zod';

import type { Account } from './account';
import { parseUrl } from '../parse-url';

/** No credentials, query or fragment, and none of the characters that parsers read differently. */
const PLAIN_URL = /^https?:\/\/[^\s/?#@\\]+(\/[^\s?#\\]*)?$/i;

/** An address of a service, as somebody typed it. Where it may lead is judged by the HTTP client, at every call. */
export const plainUrl = z
  .string()
  .trim()
  .max(2000)
  .regex(PLAIN_URL, 'expected an address like https://api.example.com/v1')
  .refine((text) => parseUrl(text) !== null, 'expected an address like https://api.example.com/v1');

export const BELOW_BASE = /^\/(?!\/)[^\s#\\]*$/;

/** A path below the base of an API, with its query. */
export const pathBelowBase = z
  .string()
  .trim()
  .max(2000)
  .regex(BELOW_BASE, 'expected a path that begins with one slash');

export const apiBaseSettings = {
  baseUrl: plainUrl.describe('Address that the paths of the API begin with'),
  probePath: pathBelowBase
    .default('/')
    .describe('Path below it that answers 200 to good credentials: it tests the connection'),
};

/** A setting of a connection that is a text; empty where it was left out. */
export function textSetting({ settings }: Account, name: string): string {
  const value = settings[name];
  return typeof value === 'string' ? value : '';
}

/** The API of a connection that was told its address. */
export const baseUrlSetting = (account: Account): string =>
  textSetting(account, 'baseUrl').replace(/\/+$/, '');

export const probePathSetting = (account: Account): string => textSetting(account, 'probePath');
