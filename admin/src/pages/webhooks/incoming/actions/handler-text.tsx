import { Typography } from '@strapi/design-system';

import type { Source } from '../../../../api/incoming-contracts';
import { Panel } from '../../../../components/panel';
import { RawText } from '../../../../components/raw-text';
import { useText } from '../../../../hooks/use-text';
import { EVERYTHING } from './type-patterns';

interface HandlerTextProps {
  source: Source;
  eventTypes: string[];
}

/** What a developer writes for an action that runs the site's own code. */
const codeFor = (slug: string, eventType: string): string =>
  [
    '// src/index.ts',
    'bootstrap({ strapi }) {',
    "  const incoming = strapi.plugin('integration-builder').service('incoming');",
    `  incoming.on(${JSON.stringify(slug)}, ${JSON.stringify(eventType)}, async ({ event, payload }) => {`,
    '    // …',
    '  });',
    '},',
  ].join('\n');

/** Explains that this action runs code, and which. */
export const HandlerText = ({ source, eventTypes }: HandlerTextProps) => {
  const t = useText();
  return (
    <Panel title={t('incoming.handler.title')}>
      <Typography tag="p">{t('incoming.handler.text')}</Typography>
      <RawText
        isExact
        text={codeFor(source.slug, eventTypes[0] ?? EVERYTHING)}
        label={t('incoming.handler.code')}
      />
    </Panel>
  );
};
