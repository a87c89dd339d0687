import { Box, Flex, IconButton, Link, Typography } from '@strapi/design-system';
import { ArrowDown, ArrowUp, Pencil, Trash } from '@strapi/icons';
import { Link as RouterLink, useNavigate } from 'react-router-dom';

import type { Action } from '../../../../api/incoming-contracts';
import { useRights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import { actionAddress } from '../addresses';
import { PatternTags } from './pattern-tags';
import { useActionWords } from './use-action-words';

interface ActionRowProps {
  sourceId: number;
  action: Action;
  /** From 0. */
  place: number;
  count: number;
  isSaving: boolean;
  onMove: (to: number) => void;
  onRemove: () => void;
}

/** An action in the list: what it does, for which events, and what can be done with it. */
export const ActionRow = ({
  sourceId,
  action,
  place,
  count,
  isSaving,
  onMove,
  onRemove,
}: ActionRowProps) => {
  const t = useText();
  const navigate = useNavigate();
  const { canWriteSources } = useRights();
  const words = useActionWords()(action);
  const named = { number: place + 1 };

  return (
    <Flex
      tag="li"
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      padding={4}
      gap={4}
      justifyContent="space-between"
      wrap="wrap"
    >
      <Flex gap={4} flex="1" minWidth={0}>
        <Typography variant="delta" tag="span" textColor="neutral600">
          {place + 1}
        </Typography>
        <Box minWidth={0}>
          {canWriteSources ? (
            <Link tag={RouterLink} to={actionAddress(sourceId, action.id)}>
              {words}
            </Link>
          ) : (
            <Typography fontWeight="semiBold" textColor="neutral800">
              {words}
            </Typography>
          )}
          <PatternTags patterns={action.eventTypes} />
        </Box>
      </Flex>
      {canWriteSources && (
        <Flex gap={1}>
          <IconButton
            variant="ghost"
            label={t('incoming.action.up', named)}
            disabled={isSaving || place === 0}
            onClick={() => onMove(place - 1)}
          >
            <ArrowUp />
          </IconButton>
          <IconButton
            variant="ghost"
            label={t('incoming.action.down', named)}
            disabled={isSaving || place === count - 1}
            onClick={() => onMove(place + 1)}
          >
            <ArrowDown />
          </IconButton>
          <IconButton
            variant="ghost"
            label={t('incoming.action.edit-named', named)}
            onClick={() => navigate(actionAddress(sourceId, action.id))}
          >
            <Pencil />
          </IconButton>
          <IconButton
            variant="ghost"
            label={t('incoming.action.remove-named', named)}
            onClick={onRemove}
          >
            <Trash />
          </IconButton>
        </Flex>
      )}
    </Flex>
  );
};
