import { createBacklog } from '../../../server/src/queue/backlog';
import { createBell } from '../../../server/src/queue/bell';
import { createFailureSeries } from '../../../server/src/queue/failure-series';
import { recordingLogger } from '../../support/recording-logger';

const job = (key: number) => ({
  id: 1,
  key,
  attempts: 1,
  leaseEpoch: 1,
  leaseLosses: 0,
  columns: {},
});

describe('bell', () => {
  it('ends a wait, and keeps a ring that came before it', async () => {
    const bell = createBell();
    const waiting = bell.wait(60_000);
    bell.ring();
    await waiting;
    bell.ring();
    await bell.wait(60_000);
  });

  it('forgets a ring once it was heard', async () => {
    const bell = createBell();
    bell.ring();
    await bell.wait(60_000);
    const startedAt = performance.now();
    await bell.wait(30);
    expect(performance.now() - startedAt).toBeGreaterThan(25);
  });
});

describe('failure series', () => {
  it('waits twice as long each time, up to five seconds, and starts anew after a success', () => {
    const series = createFailureSeries(recordingLogger(), 'Step');
    const delays = Array.from({ length: 8 }, () => series.failed(new Error('down')));
    expect(delays).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
    series.succeeded();
    expect(series.failed(new Error('down'))).toBe(100);
  });

  it('logs the beginning and the end of a series, nothing in between', () => {
    const log = recordingLogger();
    const series = createFailureSeries(log, 'Step');
    series.succeeded();
    series.failed(new Error('down'));
    series.failed(new Error('down'));
    series.succeeded();
    series.succeeded();
    expect(log.lines).toEqual([
      'error: Step failed, trying again until it works',
      'info: Step works again',
    ]);
  });
});

describe('backlog', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  const lane = { key: 1, limit: 2, isOrdered: false };

  it('rings at once when enough slots of a key with more rows fell free', () => {
    const ring = jest.fn();
    const backlog = createBacklog({ threshold: 2, afterMs: 20, ring });
    backlog.claimed([lane], [job(1), job(1)], 10);
    backlog.finished(1, false);
    expect(ring).not.toHaveBeenCalled();
    backlog.finished(1, false);
    expect(ring).toHaveBeenCalledTimes(1);
  });

  it('rings a moment later for fewer', () => {
    const ring = jest.fn();
    const backlog = createBacklog({ threshold: 2, afterMs: 20, ring });
    backlog.claimed([lane], [job(1), job(1)], 10);
    backlog.finished(1, false);
    jest.advanceTimersByTime(20);
    expect(ring).toHaveBeenCalledTimes(1);
  });

  it('rings at once for the last claimed row of a key, whatever the number', () => {
    const ring = jest.fn();
    const backlog = createBacklog({ threshold: 2, afterMs: 20, ring });
    backlog.claimed([lane], [job(1), job(1)], 10);
    backlog.finished(1, true);
    expect(ring).toHaveBeenCalledTimes(1);
  });

  it('stays silent for a key that gave less than was asked', () => {
    const ring = jest.fn();
    const backlog = createBacklog({ threshold: 1, afterMs: 20, ring });
    backlog.claimed([lane], [job(1)], 10);
    backlog.finished(1, false);
    jest.runAllTimers();
    expect(ring).not.toHaveBeenCalled();
  });

  it('waits for the written result of an ordered key', () => {
    const ring = jest.fn();
    const backlog = createBacklog({ threshold: 1, afterMs: 20, ring });
    backlog.claimed([{ key: 1, limit: 1, isOrdered: true }], [job(1)], 10);
    backlog.finished(1, false);
    expect(ring).not.toHaveBeenCalled();
    backlog.written(1);
    expect(ring).toHaveBeenCalledTimes(1);
  });
});
