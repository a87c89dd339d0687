import { createOwnerId, isDeadPredecessor, isProcessAlive } from '../../../server/src/queue/owner';

const SELF = 'web-1:200:aaaaaaaaaaaa';
const alive =
  (...pids: number[]) =>
  (pid: number) =>
    pids.includes(pid);

describe('owner of leases', () => {
  it('names each start of a process differently', () => {
    expect(createOwnerId()).not.toBe(createOwnerId());
    expect(createOwnerId()).toMatch(new RegExp(`:${process.pid}:[0-9a-f]{12}$`));
  });

  it('calls a process of this host dead when its id is free', () => {
    expect(isDeadPredecessor('web-1:100:bb', SELF, alive())).toBe(true);
    expect(isDeadPredecessor('web-1:100:bb', SELF, alive(100))).toBe(false);
  });

  it('calls its own process id dead under another name, as containers reuse the first id', () => {
    expect(isDeadPredecessor('web-1:200:bb', SELF, alive(200))).toBe(true);
    expect(isDeadPredecessor(SELF, SELF, alive())).toBe(false);
  });

  it('never judges processes of other hosts, or names it cannot read', () => {
    expect(isDeadPredecessor('web-2:100:bb', SELF, alive())).toBe(false);
    expect(isDeadPredecessor('somebody', SELF, alive())).toBe(false);
  });

  it('reads a host name with colons', () => {
    expect(isDeadPredecessor('fe80::1:7:ab', 'fe80::1:8:cd', alive())).toBe(true);
  });

  it('knows that this process runs, and that a free id does not', () => {
    expect(isProcessAlive(process.pid)).toBe(true);
    expect(isProcessAlive(2 ** 30)).toBe(false);
  });
});
