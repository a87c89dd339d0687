import { createAppDirectory } from '../support/app-directory';
import { aNote } from '../support/builders';
import { startChildStrapi } from '../support/child-strapi';
import { startReceiver } from '../support/receiver';

describe('a child Strapi', () => {
  it('keeps what it committed when it is killed and started again', async () => {
    const app = createAppDirectory();
    const first = await startChildStrapi(app);
    await first.documents('api::note.note', 'create', { data: aNote({ text: 'kept' }) });
    await first.kill();
    expect(first.process.signalCode).toBe('SIGKILL');

    const second = await startChildStrapi(app);
    const [note] = await second.documents<{ text: string }[]>('api::note.note', 'findMany', {});
    expect(note?.text).toBe('kept');
    await (await second.signIn()).get('/admin/users/me').expect(200);
    await second.stop();
    expect(second.process.exitCode).toBe(0);
    app.remove();
  });

  it('reports an error of a call, and the end of the process, to the caller', async () => {
    const app = createAppDirectory();
    const child = await startChildStrapi(app);
    await expect(child.documents('api::note.note', 'create', { data: {} })).rejects.toThrow(
      'text must be defined',
    );
    child.process.kill('SIGSTOP');
    const unanswered = child.documents('api::note.note', 'findMany', {});
    const killed = child.kill();
    await expect(unanswered).rejects.toThrow('has ended');
    await killed;
    app.remove();
  });
});

describe('a receiver', () => {
  it('records the exact bytes and answers as told', async () => {
    const receiver = await startReceiver();
    receiver.answer('/busy', { status: 503, headers: { 'retry-after': '7' }, body: 'busy' });
    const response = await fetch(receiver.url('/busy'), { method: 'POST', body: '{"é": 1}' });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '7']);
    const [request] = await receiver.waitFor(1, { path: '/busy' });
    expect(request?.body).toEqual(Buffer.from('{"é": 1}'));
    await receiver.stop();
  });

  it.each(['reset', 'cut-off', 'garbage', 'endless-headers'] as const)(
    'breaks a request by %s',
    async (fault) => {
      const receiver = await startReceiver();
      receiver.answer('/', { fault });
      await expect(fetch(receiver.url()).then((response) => response.text())).rejects.toThrow();
      await receiver.stop();
    },
  );

  it.each(['hang', 'drip', 'endless-body'] as const)('never finishes by %s', async (fault) => {
    const receiver = await startReceiver();
    receiver.answer('/', fault === 'drip' ? { fault, intervalMs: 10 } : { fault });
    const signal = AbortSignal.timeout(200);
    const answer = fetch(receiver.url(), { signal }).then((response) => response.text());
    await expect(answer).rejects.toThrow(/abort/);
    await receiver.stop();
  });

  it('comes back on the same port after a stop', async () => {
    const first = await startReceiver();
    await first.stop();
    await expect(fetch(first.url())).rejects.toThrow();
    const second = await startReceiver({ port: first.port });
    await expect(fetch(first.url())).resolves.toMatchObject({ status: 200 });
    await second.stop();
  });
});
