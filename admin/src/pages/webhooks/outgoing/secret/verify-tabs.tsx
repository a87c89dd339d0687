import { Tabs, Typography } from '@strapi/design-system';

import type { Endpoint } from '../../../../api/outgoing-contracts';
import { RawText } from '../../../../components/raw-text';
import { useText } from '../../../../hooks/use-text';
import { SNIPPET_LANGUAGES, verifySnippet } from './verify-snippets';

const LANGUAGE_NAMES = { node: 'Node.js', python: 'Python', php: 'PHP', go: 'Go' };

type VerifyTabsProps = Pick<Endpoint, 'signatureKind' | 'signatureHeaders'>;

/** How the receiver verifies a delivery, in its own language. */
export const VerifyTabs = ({ signatureKind, signatureHeaders }: VerifyTabsProps) => {
  const t = useText();
  return (
    <Tabs.Root defaultValue="node" variant="simple">
      <Tabs.List aria-label={t('verify.languages')}>
        {SNIPPET_LANGUAGES.map((language) => (
          <Tabs.Trigger key={language} value={language}>
            {LANGUAGE_NAMES[language]}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {SNIPPET_LANGUAGES.map((language) => (
        <Tabs.Content key={language} value={language}>
          <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={3} paddingBottom={2}>
            {t(signatureKind === 'v1' ? 'verify.hint.v1' : 'verify.hint.v1a')}
          </Typography>
          <RawText
            isExact
            text={verifySnippet(language, signatureKind, signatureHeaders)}
            label={t('verify.code', { language: LANGUAGE_NAMES[language] })}
          />
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
};
