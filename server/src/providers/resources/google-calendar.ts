import { isApiError } from '../../http/client/api-error';
import { valueAt } from '../../http/client/value-at';
import { fieldsOf, READ_ONLY } from './fields-of';
import { onlyRecords } from './only-records';
import { defineResource } from './resource';
import { restResource } from './rest-resource';

const EVENTS = '/calendar/v3/calendars/{calendarId}/events';

/** What was deleted goes on being answered for, and is listed among what has changed. */
const listed = onlyRecords(
  restResource({
    id: 'events',
    name: 'Calendar events',
    parameters: [
      {
        name: 'calendarId',
        label: 'Calendar',
        isRequired: true,
        description:
          'Its id, as the settings of the calendar show it; primary for the account’s own',
      },
    ],
    fields: [
      ...fieldsOf({
        text: ['summary', 'description', 'location', 'visibility', 'transparency', 'colorId'],
        // Whole days have a date, everything else a time.
        date: ['start.date', 'end.date'],
        datetime: ['start.dateTime', 'end.dateTime'],
      }),
      ...fieldsOf({ text: ['start.timeZone', 'end.timeZone', 'status'], list: ['recurrence'] }),
      ...fieldsOf(
        {
          text: ['id', 'iCalUID', 'htmlLink', 'hangoutLink', 'organizer.email', 'creator.email'],
          list: ['attendees'],
          datetime: ['created', 'updated'],
        },
        READ_ONLY,
      ),
    ],
    idPath: 'id',
    changedAtPath: 'updated',
    list: { path: EVENTS, since: { param: 'updatedMin', format: 'iso' } },
    get: { method: 'GET', path: `${EVENTS}/{id}` },
    create: { method: 'POST', path: EVENTS },
    update: { method: 'PATCH', path: `${EVENTS}/{id}` },
    delete: { method: 'DELETE', path: `${EVENTS}/{id}` },
  }),
  (event) => valueAt(event, 'status') !== 'cancelled',
);

/**
 * Events of a calendar. A series is one event, unless the filter says `singleEvents: true`.
 *
 * @see https://developers.google.com/workspace/calendar/api/v3/reference/events
 * @see https://developers.google.com/workspace/calendar/api/guides/errors
 */
export const calendarEvents = defineResource({
  ...listed,
  async *list(client, { since, ...options }) {
    if (since === undefined) {
      yield* listed.list(client, options);
      return;
    }
    try {
      yield* listed.list(client, { ...options, since });
    } catch (error) {
      // Google knows some weeks of changes. What is older is among all events.
      if (!isTooLongAgo(error)) throw error;
      yield* listed.list(client, options);
    }
  },
});

function isTooLongAgo(error: unknown): boolean {
  if (!isApiError(error) || error.status !== 410) return false;
  return valueAt(error.body, 'error.errors.0.reason') === 'updatedMinTooLongAgo';
}
