import supertest from 'supertest';

import { ADMIN_PASSWORD } from './app/src/admin-credentials.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** One function a method; every request carries the bearer token, if there is one. */
export type HttpClient = Record<Method, (path: string) => supertest.Test>;

export function httpClient(url: string, token?: string): HttpClient {
  const send = (method: Method) => (path: string) => {
    const request = supertest(url)[method](path);
    return token === undefined ? request : request.set('Authorization', `Bearer ${token}`);
  };
  return {
    get: send('get'),
    post: send('post'),
    put: send('put'),
    patch: send('patch'),
    delete: send('delete'),
  };
}

/** Requests of one of the admins of the tests. */
export async function signIn(url: string, email: string): Promise<HttpClient> {
  const { body } = await httpClient(url)
    .post('/admin/login')
    .send({ email, password: ADMIN_PASSWORD })
    .expect(200);
  return httpClient(url, (body as { data: { token: string } }).data.token);
}
