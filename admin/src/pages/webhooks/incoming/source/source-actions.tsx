import * as React from 'react';
import { Flex, LinkButton, Menu } from '@strapi/design-system';
import { ArrowClockwise, ClockCounterClockwise, Cross, More, Pencil, Trash } from '@strapi/icons';
import { Link, useNavigate } from 'react-router-dom';

import type { EventRunKind, Source } from '../../../../api/incoming-contracts';
import { useRights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import { editAddress, LIST_ADDRESS } from '../addresses';
import { DeleteSource } from '../delete-source';
import { RunDialog } from '../runs/run-dialog';
import { SourceSwitch } from '../source-switch';

const RUN_ICONS: Record<EventRunKind, React.ReactElement> = {
  recover: <ArrowClockwise />,
  replay: <ClockCounterClockwise />,
  discard: <Cross />,
};
const RUN_KINDS = Object.keys(RUN_ICONS) as EventRunKind[];

/** Everything that can be done with a source, as far as the administrator may. */
export const SourceActions = ({ source }: { source: Source }) => {
  const t = useText();
  const navigate = useNavigate();
  const { canWriteSources, canReplayEvents } = useRights();
  const [opened, setOpened] = React.useState<EventRunKind | 'delete'>();
  const close = () => setOpened(undefined);

  return (
    <Flex gap={3} wrap="wrap">
      <SourceSwitch source={source} />
      {canWriteSources && (
        <LinkButton tag={Link} to={editAddress(source.id)} startIcon={<Pencil />}>
          {t('action.edit')}
        </LinkButton>
      )}
      {(canWriteSources || canReplayEvents) && (
        <Menu.Root>
          <Menu.Trigger variant="tertiary" endIcon={null} aria-label={t('action.more')}>
            <More aria-hidden />
          </Menu.Trigger>
          <Menu.Content popoverPlacement="bottom-end">
            {canReplayEvents &&
              RUN_KINDS.map((kind) => (
                <Menu.Item key={kind} startIcon={RUN_ICONS[kind]} onSelect={() => setOpened(kind)}>
                  {t(`incoming.run.${kind}.title`)}
                </Menu.Item>
              ))}
            {canWriteSources && (
              <Menu.Item
                variant="danger"
                startIcon={<Trash />}
                onSelect={() => setOpened('delete')}
              >
                {t('action.delete')}
              </Menu.Item>
            )}
          </Menu.Content>
        </Menu.Root>
      )}
      {opened === 'delete' && (
        <DeleteSource source={source} onClose={close} onDeleted={() => navigate(LIST_ADDRESS)} />
      )}
      {opened !== undefined && opened !== 'delete' && (
        <RunDialog source={source} kind={opened} onClose={close} />
      )}
    </Flex>
  );
};
