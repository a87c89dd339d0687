import { Flex, Link, Typography } from '@strapi/design-system';

import type { AuthKind, CatalogueEntry } from '../../../api/connection-contracts';
import { SecretText } from '../../../components/secret-text';
import { useText } from '../../../hooks/use-text';

/** The service's page on which the app or the key is made. */
export const SetUpLink = ({ provider }: { provider: CatalogueEntry }) => {
  const t = useText();
  const { name, setUpUrl } = provider;
  if (setUpUrl === null) return null;
  return (
    <Link href={setUpUrl} isExternal>
      {t('connections.form.set-up', { name })}
    </Link>
  );
};

/** The address that the app at the service is registered with, to be copied. */
export const RedirectAddress = ({ redirectUri }: { redirectUri: string }) => {
  const t = useText();
  return (
    <SecretText
      label={t('connections.form.redirect')}
      value={redirectUri}
      hint={t('connections.form.redirect-hint')}
    />
  );
};

interface SetUpStepsProps {
  provider: CatalogueEntry;
  auth: AuthKind;
  redirectUri: string;
}

/** What has to be done at the service before its credentials can be entered here. */
export const SetUpSteps = ({ provider, auth, redirectUri }: SetUpStepsProps) => {
  const t = useText();
  // The name of a generic one is that of its way to sign in.
  const isGeneric = provider.category === 'generic';
  const serviceName = isGeneric ? t('connections.the-service') : provider.name;
  return (
    <Flex direction="column" alignItems="flex-start" gap={4}>
      <Typography tag="p" textColor="neutral800">
        {t(`connections.needs.${auth}`, { name: serviceName })}
      </Typography>
      <SetUpLink provider={provider} />
      {auth === 'oauth2' && <RedirectAddress redirectUri={redirectUri} />}
    </Flex>
  );
};
