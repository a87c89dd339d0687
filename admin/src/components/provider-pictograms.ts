import {
  Briefcase,
  Code,
  GridFour,
  Key,
  Lock,
  Message,
  Phone,
  PriceTag,
  SealCheck,
  Shield,
  ShoppingCart,
  User,
  Webhooks,
} from '@strapi/icons';

/** What a service is for, or how it proves itself, as a picture. None is a mark of anybody's. */
export const PROVIDER_PICTOGRAMS: Record<string, typeof Key> = {
  'api-key': Key,
  'basic-auth': Lock,
  'bearer-token': Shield,
  'generic-hmac': SealCheck,
  'generic-oauth2': User,
  github: Code,
  google: GridFour,
  salesforce: Briefcase,
  shopify: ShoppingCart,
  slack: Message,
  'standard-webhooks': Webhooks,
  'static-token': Key,
  stripe: PriceTag,
  twilio: Phone,
};
