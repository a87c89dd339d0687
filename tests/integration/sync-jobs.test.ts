import { addHarbour, connectHarbour } from '../support/connections';
import { startStandIn, type StandIn } from '../support/stand-in';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { aNoteJob, syncOf } from '../support/sync';

describe('a job that cannot be', () => {
  let standIn: StandIn;
  let running: RunningStrapi;
  let connectionId: number;
  beforeAll(async () => {
    standIn = await startStandIn();
    running = await startStrapi();
    await addHarbour(running, standIn);
    ({ id: connectionId } = await connectHarbour(running));
  });
  afterAll(async () => {
    await running?.stop();
    await standIn?.stop();
  });

  const pair = (changes: object) => ({
    mapping: [{ field: 'text', path: 'name', flow: 'both', ...changes }],
    matchField: null,
  });

  it.each<[string, object, string]>([
    ['an unknown resource', { resource: 'invoices' }, 'no such records'],
    ['an unknown content type', { contentType: 'api::gone.gone' }, 'no such content type'],
    [
      'a type of a plugin',
      { contentType: 'plugin::users-permissions.user' },
      'no such content type',
    ],
    ['no pair of fields', { mapping: [] }, 'Pair at least one field'],
    [
      'a field that is filled twice',
      { mapping: [pair({}).mapping[0], pair({}).mapping[0]] },
      'filled twice',
    ],
    ['an unknown field', pair({ field: 'colour' }), 'has no field'],
    [
      'a path into the prototype',
      pair({ path: '__proto__.polluted' }),
      'not a field of the payload',
    ],
    ['a path to an item that nobody has', pair({ path: 'a[1000000000]' }), 'is no path'],
    ['an item of a list that would go out', pair({ path: 'tags[0]' }), 'can only come in'],
    ['what cannot be turned back', pair({ transform: { kind: 'slug' } }), 'can only come in'],
    ['a match by what is not paired', { ...pair({}), matchField: 'number' }, 'Pair "number"'],
    ['a language of a type without', { locale: 'en' }, 'has no languages'],
    ['an unknown key', { script: '1' }, 'Unrecognized key'],
    [
      'entries with drafts that would go out',
      {
        contentType: 'api::article.article',
        locale: 'en',
        mapping: [{ field: 'title', path: 'name', flow: 'both' }],
        matchField: null,
      },
      'can only come in so far',
    ],
    [
      'a language that the site lacks',
      {
        contentType: 'api::article.article',
        locale: 'xx',
        direction: 'import',
        mapping: [{ field: 'title', path: 'name', flow: 'import' }],
        matchField: null,
      },
      'no language',
    ],
  ])('is refused with a reason: %s', async (_name, changes, words) => {
    const creating = syncOf(running).jobs.create(aNoteJob(connectionId, changes));
    await expect(creating).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(words),
    });
  });

  it('stays where it was made for, in its language too', async () => {
    const { id } = await syncOf(running).jobs.create(aNoteJob(connectionId));
    for (const changes of [
      { locale: 'en' },
      { contentType: 'api::author.author' },
      { resource: 'x' },
    ]) {
      await expect(syncOf(running).jobs.update(id, changes)).rejects.toMatchObject({
        name: 'ValidationError',
        message: expect.stringContaining('Unrecognized key'),
      });
    }
    expect(await syncOf(running).jobs.update(id, { name: 'Renamed' })).toMatchObject({
      name: 'Renamed',
    });
  });

  it('asks for a connection that there is', async () => {
    await expect(syncOf(running).jobs.create(aNoteJob(999_999))).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });
});
