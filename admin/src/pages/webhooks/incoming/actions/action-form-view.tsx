import * as React from 'react';
import { Box, Button, Flex } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';

import type { Action, MappableContentType, Source } from '../../../../api/incoming-contracts';
import { Notice } from '../../../../components/notice';
import { suggestPaths } from '../../../../components/payload-path';
import { TwoColumns } from '../../../../components/two-columns';
import { UnsavedGuard } from '../../../../components/unsaved-guard';
import { useFormProblems } from '../../../../hooks/use-form-problems';
import { useText } from '../../../../hooks/use-text';
import { sourceTabAddress } from '../addresses';
import { ActionFields } from './action-fields';
import { actionFieldOf, checkAction, SHOWN_ACTION_FIELD } from './action-checks';
import {
  EMPTY_ACTION,
  isAboutEntry,
  toActionForm,
  toActionInput,
  type ActionForm,
} from './action-form';
import { withPath, type PathTarget } from './picked-path';
import { PreviewPanel } from './preview-panel';
import { useMappingPreview } from './use-mapping-preview';
import { useSaveActions } from './use-save-actions';

const PATH_LIST = 'integration-payload-paths';

interface ActionFormViewProps {
  source: Source;
  /** What is changed; absent for a new action. */
  action?: Action;
  contentTypes: MappableContentType[];
}

/** The form of one action, with an event to try it on beside it. */
export const ActionFormView = ({ source, action, contentTypes }: ActionFormViewProps) => {
  const t = useText();
  const navigate = useNavigate();
  const [initial] = React.useState(() => (action ? toActionForm(action) : EMPTY_ACTION));
  const [form, setForm] = React.useState(initial);
  const [target, setTarget] = React.useState<PathTarget>();
  const [eventId, setEventId] = React.useState<number>();
  const [isSaved, setIsSaved] = React.useState(false);
  const { save, isSaving } = useSaveActions(source);
  const state = useMappingPreview(source.id, form, contentTypes, eventId);
  const place = action ? source.actions.findIndex(({ id }) => id === action.id) : -1;
  const index = place === -1 ? source.actions.length : place;
  const address = sourceTabAddress(source.id, 'actions');
  const payload = state.preview?.payload;
  const paths = React.useMemo(() => suggestPaths(payload), [payload]);
  const { errorOf, forget, otherErrors, check, showServerError, formRef } =
    useFormProblems<ActionForm>({
      check: (checked) => checkAction(checked, contentTypes),
      shownField: SHOWN_ACTION_FIELD,
      fieldOf: (path) => actionFieldOf(path.replace(`actions.${index}.`, '')),
    });

  // Leaving is allowed only once the form knows that it is saved.
  React.useEffect(() => {
    if (isSaved) navigate(address, { replace: true });
  }, [isSaved, address, navigate]);

  const change = (changed: ActionForm) => {
    // A new row is the next one to be filled; a removed one makes the places of the others move.
    const added = changed.rows.length - form.rows.length;
    if (added !== 0) setTarget(added > 0 ? changed.rows.length - 1 : undefined);
    forget(
      Object.keys(changed).filter(
        (field) => changed[field as keyof ActionForm] !== form[field as keyof ActionForm],
      ),
    );
    setForm(changed);
  };

  const handleSubmit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (!check(form)) return;
    const input = toActionInput(form, contentTypes, action?.id);
    const outcome = await save([
      ...source.actions.slice(0, index),
      input,
      ...source.actions.slice(index + 1),
    ]);
    if ('error' in outcome) showServerError(outcome.error);
    else setIsSaved(true);
  };

  return (
    <Page.Main>
      <Box tag="form" ref={formRef} onSubmit={handleSubmit} noValidate>
        <Layouts.Header
          title={t(action ? 'incoming.action.edit' : 'incoming.action.add')}
          subtitle={source.name}
          navigationAction={<BackButton fallback={address} />}
          primaryAction={
            <Button type="submit" startIcon={<Check />} loading={isSaving}>
              {t('action.save')}
            </Button>
          }
        />
        <Layouts.Content>
          <Flex direction="column" alignItems="stretch" gap={4}>
            {otherErrors.length > 0 && (
              <Notice variant="danger" title={t('form.not-saved')}>
                {otherErrors.join(' ')}
              </Notice>
            )}
            <datalist id={PATH_LIST}>
              {paths.map((path) => (
                <option key={path} value={path} />
              ))}
            </datalist>
            <TwoColumns
              side={
                isAboutEntry(form.kind) && (
                  <PreviewPanel
                    sourceId={source.id}
                    form={form}
                    state={state}
                    eventId={eventId}
                    onEventChange={setEventId}
                    onPick={(path) => change(withPath(form, target, path))}
                  />
                )
              }
            >
              <ActionFields
                source={source}
                form={form}
                contentTypes={contentTypes}
                payload={payload}
                list={PATH_LIST}
                errorOf={errorOf}
                onChange={(changes) => change({ ...form, ...changes })}
                onPathFocus={setTarget}
              />
            </TwoColumns>
          </Flex>
        </Layouts.Content>
      </Box>
      <UnsavedGuard isActive={!isSaved && JSON.stringify(form) !== JSON.stringify(initial)} />
    </Page.Main>
  );
};
