import { z } from 'zod';

import type { Account } from './account';
import type { AccountAccess } from './account-access';
import { textSetting } from './account-settings';
import { accountOf, textAt } from './response-fields';

const connectionSettings = z.strictObject({
  accountSid: z
    .string()
    .trim()
    .regex(/^AC[\da-f]{32}$/, 'expected AC and 32 digits or letters from a to f')
    .describe('SID of the account, as the console shows it: AC…'),
});

/**
 * Accounts at Twilio, by the auth token or an API key: the user name is the account's SID, or the key's, and the password
 * the auth token, or the key's secret. A key does not tell its account, so the SID is asked for in any case.
 *
 * No rate limit is stated: Twilio limits how many calls run at once, by account and without saying how many. A call that it
 * answers with 429 has not been processed.
 *
 * @see https://www.twilio.com/docs/usage/requests-to-twilio
 * @see https://www.twilio.com/docs/api/errors/20429
 */
export const twilioAccess: AccountAccess = {
  category: 'communication',
  setUpUrl: 'https://console.twilio.com/',
  connectionSettings,
  auth: [{ kind: 'basic' }],
  api: {
    baseUrl: (account) => `https://api.twilio.com/2010-04-01/Accounts/${accountSid(account)}`,
    encoding: 'form',
    // A path from the root of the host: /2010-04-01/Accounts/AC…/Messages.json?Page=1&PageToken=…
    paging: {
      style: 'next-url',
      urlPath: 'next_page_uri',
      recordsPath: 'messages',
      sizeParam: 'PageSize',
      pageSize: 100,
    },
    errorMessage(body) {
      const message = textAt(body, ['message']);
      const code = textAt(body, ['code']);
      return message && code ? `${message} (${code})` : message;
    },
  },
  probe: {
    // Not the account itself, which a standard API key may not read.
    path: '/Messages.json?PageSize=1',
    account: (body) => accountOf(/\/Accounts\/(AC[\da-f]{32})\//.exec(uriOf(body))?.[1] ?? null),
  },
};

function accountSid(account: Account): string {
  return textSetting(account, 'accountSid');
}

/** A listing names its own address. */
function uriOf(body: unknown): string {
  return textAt(body, ['uri']) ?? '';
}
