import generic from '../../../../../docs/connections/generic.md?raw';
import github from '../../../../../docs/connections/github.md?raw';
import google from '../../../../../docs/connections/google.md?raw';
import salesforce from '../../../../../docs/connections/salesforce.md?raw';
import shopify from '../../../../../docs/connections/shopify.md?raw';
import slack from '../../../../../docs/connections/slack.md?raw';
import stripe from '../../../../../docs/connections/stripe.md?raw';
import twilio from '../../../../../docs/connections/twilio.md?raw';
import type { GuideName } from './guide-names';

/** The guides as they stand in the docs, so that the panel and the docs never tell two things. */
export const GUIDE_TEXTS: Record<GuideName, string> = {
  generic,
  github,
  google,
  salesforce,
  shopify,
  slack,
  stripe,
  twilio,
};
