import { slackPaging } from '../slack-access';
import { fieldsOf, READ_ONLY } from './fields-of';
import { defineResource, type Resource } from './resource';
import { restResource } from './rest-resource';
import { unlessMissing } from './slack-errors';
import { slackMessages } from './slack-messages';

/** Public ones; those that the app is in, too, with `types: public_channel,private_channel` in the filter. */
const channels = restResource({
  id: 'channels',
  name: 'Channels',
  fields: fieldsOf(
    {
      text: ['id', 'name', 'topic.value', 'purpose.value', 'creator'],
      boolean: ['is_private', 'is_archived', 'is_member', 'is_general', 'is_shared'],
      number: ['num_members'],
      datetime: ['created', 'updated'],
    },
    READ_ONLY,
  ),
  idPath: 'id',
  changedAtPath: 'updated',
  list: { path: '/conversations.list', paging: slackPaging('channels') },
  get: {
    method: 'GET',
    path: '/conversations.info?include_num_members=true&channel={id}',
    recordPath: 'channel',
  },
});

/** Guests, apps and those who have left (`deleted`) are among them. */
const users = restResource({
  id: 'users',
  name: 'Users',
  fields: fieldsOf(
    {
      text: [
        'id',
        'name',
        'real_name',
        'tz',
        'profile.display_name',
        'profile.title',
        'profile.email',
        'profile.phone',
        'profile.image_192',
      ],
      boolean: ['deleted', 'is_bot', 'is_admin', 'is_restricted'],
      datetime: ['updated'],
    },
    READ_ONLY,
  ),
  idPath: 'id',
  changedAtPath: 'updated',
  list: { path: '/users.list', paging: slackPaging('members') },
  get: { method: 'GET', path: '/users.info?user={id}', recordPath: 'user' },
});

/** The resource with Slack's word for a record that is not there. */
function missingAs(word: string, resource: Resource): Resource {
  const { get } = resource;
  return defineResource({
    ...resource,
    get: get && ((...asked) => unlessMissing(get(...asked), word)),
  });
}

/**
 * Records of Slack. Channels and users are only read; messages are what this account posts.
 *
 * @see https://docs.slack.dev/reference/methods
 */
export const slackResources: Resource[] = [
  missingAs('channel_not_found', channels),
  missingAs('user_not_found', users),
  slackMessages,
];
