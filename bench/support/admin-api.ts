import { Pool } from 'undici';

/** Reads the log as the panel does, over one kept-alive connection. */
export class AdminApi {
  private constructor(
    private readonly pool: Pool,
    private readonly token: string,
  ) {}

  static async signIn(
    url: string,
    credentials: { email: string; password: string },
  ): Promise<AdminApi> {
    const pool = new Pool(url, { connections: 1 });
    const answer = await pool.request({
      method: 'POST',
      path: '/admin/login',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentials),
    });
    const { data } = (await answer.body.json()) as { data: { token: string } };
    return new AdminApi(pool, data.token);
  }

  /** One page of deliveries. */
  async page(
    query: Record<string, string>,
  ): Promise<{ durationMs: number; nextCursor: string | null; length: number }> {
    const startedAt = performance.now();
    const answer = await this.pool.request({
      method: 'GET',
      path: `/integration-builder/outgoing/deliveries?${new URLSearchParams(query)}`,
      headers: { authorization: `Bearer ${this.token}` },
    });
    const text = await answer.body.text();
    const durationMs = performance.now() - startedAt;
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${text}`);
    const { data, meta } = JSON.parse(text) as {
      data: unknown[];
      meta: { nextCursor: string | null };
    };
    return { durationMs, nextCursor: meta.nextCursor, length: data.length };
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}
