import * as React from 'react';
import { Button, Flex } from '@strapi/design-system';
import { ArrowsCounterClockwise } from '@strapi/icons';

import type { Source } from '../../../../api/incoming-contracts';
import { Panel } from '../../../../components/panel';
import { useExactTime } from '../../../../components/relative-time';
import { StatusBadge } from '../../../../components/status-badge';
import { useRights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import { ReplaceSecret } from './replace-secret';

/** Which secrets a source accepts, and replacing them. The secrets themselves are never shown. */
export const SecretTab = ({ source }: { source: Source }) => {
  const t = useText();
  const exact = useExactTime();
  const { canWriteSources } = useRights();
  const [isReplacing, setIsReplacing] = React.useState(false);

  return (
    <Panel
      title={t('secret.label')}
      description={t('incoming.secret.text')}
      action={
        canWriteSources && (
          <Button
            variant="secondary"
            startIcon={<ArrowsCounterClockwise />}
            onClick={() => setIsReplacing(true)}
          >
            {t('incoming.secret.replace')}
          </Button>
        )
      }
    >
      <Flex
        tag="ul"
        direction="column"
        alignItems="flex-start"
        gap={2}
        aria-label={t('incoming.secret.valid')}
      >
        {source.secrets.map(({ createdAt, expiresAt }) => (
          <Flex key={createdAt} tag="li">
            <StatusBadge variant={expiresAt ? 'warning' : 'success'}>
              {expiresAt
                ? t('incoming.secret.until', {
                    created: exact(createdAt),
                    until: exact(expiresAt),
                  })
                : t('incoming.secret.current', { created: exact(createdAt) })}
            </StatusBadge>
          </Flex>
        ))}
      </Flex>
      {isReplacing && <ReplaceSecret source={source} onClose={() => setIsReplacing(false)} />}
    </Panel>
  );
};
