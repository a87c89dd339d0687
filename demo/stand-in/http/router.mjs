/**
 * Finds the route of a request.
 *
 * @param routes `{ 'GET /things/:id': handle }`; the first that fits is taken, so a fixed word stands before a `:name`
 * @returns `find(method, path)`: `{ handle, params }`, or `{ allowed }` with the methods that this path does take
 */
export function createRouter(routes) {
  const known = Object.entries(routes).map(([route, handle]) => {
    const [method, path] = route.split(' ');
    return { method, segments: path.split('/'), handle };
  });

  return function find(method, path) {
    const segments = path.split('/');
    const allowed = [];
    for (const route of known) {
      const params = paramsOf(route.segments, segments);
      if (!params) continue;
      if (route.method === method) return { handle: route.handle, params };
      allowed.push(route.method);
    }
    return { allowed };
  };
}

/** The same routes below a prefix. */
export const under = (prefix, routes) =>
  Object.fromEntries(
    Object.entries(routes).map(([route, handle]) => [route.replace(' ', ` ${prefix}`), handle]),
  );

function paramsOf(pattern, segments) {
  if (pattern.length !== segments.length) return null;
  const params = {};
  for (const [index, part] of pattern.entries()) {
    const value = segments[index];
    if (part.startsWith(':') && value !== '') params[part.slice(1)] = decode(value);
    else if (part !== value) return null;
  }
  return params;
}

/** A broken `%` is taken as it stands: no record has such a name, so it is not found. */
function decode(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
