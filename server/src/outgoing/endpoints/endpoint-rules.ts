import type { AddressPolicy } from '../../http/address-guard';
import { checkUrl } from '../../http/check-url';
import { AddressRefusedError, InvalidUrlError } from '../../http/errors';
import { invalidInput } from '../../validate-input';
import type { EndpointInput, FilterCondition } from '../contracts';
import { basicAuthorization } from '../../basic-authorization';
import { InvalidHeaderError, validateCustomHeaders } from './custom-headers';
import type { EndpointChanges } from './endpoint-input';
import { AUTHORIZATION } from './endpoint-record';
import { InvalidFilterError, validateFilter } from '../events/event-filter';
import { parsePattern, UnknownEventPatternError, type KnownEvents } from '../events/event-patterns';
import { isRelational, isPublicAttribute, type Schemas } from '../events/public-entry';

export interface Rules {
  policy: AddressPolicy;
  known: () => KnownEvents;
  schemas: Schemas;
}

/** Nobody mends more at a time, and the answer is not to be many times as long as what was asked. */
const MAX_PROBLEMS = 20;

type Headers = Record<string, string>;

/** The parts of an endpoint that have a meaning beyond their type, checked and in the form in which they are stored. */
export interface CheckedEndpoint {
  url?: string;
  eventTypes?: string[];
  filter?: FilterCondition[];
  populate?: Record<string, string[]>;
  /** Undefined where neither the headers nor the URL's credentials change them. */
  headers?: Headers;
}

/**
 * Checks what an editor entered. Credentials in the URL become an `Authorization` header.
 *
 * @param current the endpoint so far: the values of its headers are kept where the input names none, as long as they go
 *   to the same host. Else whoever may change an endpoint could have values sent to a host of their own that they may
 *   not read.
 * @throws {errors.ValidationError} with the field of each problem
 */
export function checkEndpoint(
  rules: Rules,
  input: EndpointChanges,
  current: { url: string; headers: Headers } | null,
): CheckedEndpoint {
  const url =
    input.url === undefined
      ? undefined
      : at(['url'], () => checkUrl(input.url ?? '', rules.policy));
  const isSameHost = !current || !url || new URL(url.url).origin === new URL(current.url).origin;
  const headers = checkHeaders(input.headers, current?.headers ?? {}, url, isSameHost);

  return {
    ...(url && { url: url.url }),
    ...(headers && { headers }),
    ...(input.eventTypes && { eventTypes: checkPatterns(rules, input.eventTypes) }),
    ...(input.filter && { filter: at(['filter'], () => validateFilter(input.filter)) }),
    ...(input.populate && { populate: checkPopulate(rules, input.populate) }),
  };
}

function checkPatterns(rules: Rules, patterns: string[]): string[] {
  const known = rules.known();
  patterns.forEach((pattern, index) =>
    at(['eventTypes', String(index)], () => parsePattern(pattern, known)),
  );
  return [...new Set(patterns)];
}

function checkHeaders(
  input: EndpointInput['headers'],
  stored: Headers,
  url: { username: string | null; password: string | null } | undefined,
  isSameHost: boolean,
): Headers | undefined {
  const hasCredentials = url !== undefined && url.username !== null;
  const hasLeftHost = !isSameHost && Object.keys(stored).length > 0;
  if (!input && !hasCredentials && !hasLeftHost) return undefined;

  const storedByName = new Map(
    Object.entries(stored).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const listed = (input ?? Object.keys(stored).map((name) => ({ name }))).map(
    (header: { name: string; value?: string }, index) => {
      const kept = storedByName.get(header.name.toLowerCase());
      const isReplaced = hasCredentials && header.name.toLowerCase() === AUTHORIZATION;
      const value = header.value ?? (isSameHost || isReplaced ? kept : undefined);
      if (value === undefined) {
        throw invalidInput([
          {
            path: ['headers', String(index), 'value'],
            message:
              kept === undefined
                ? `Enter a value for "${header.name}".`
                : `The URL leads to another host. Enter the value of "${header.name}" again, or remove it.`,
            code: 'header-value-needed',
          },
        ]);
      }
      return { name: header.name, value };
    },
  );
  const headers = hasCredentials
    ? [
        ...listed.filter(({ name }) => name.toLowerCase() !== AUTHORIZATION),
        {
          name: 'Authorization',
          value: basicAuthorization(url.username ?? '', url.password ?? ''),
        },
      ]
    : listed;
  at(['headers'], () => validateCustomHeaders(headers));
  return Object.fromEntries(headers.map(({ name, value }) => [name, value]));
}

function checkPopulate(
  { schemas, known }: Rules,
  populate: Record<string, string[]>,
): Record<string, string[]> {
  const problems: { path: string[]; message: string; code: string }[] = [];
  const { contentTypes } = known();
  for (const [uid, relations] of Object.entries(populate)) {
    const model = contentTypes.has(uid) ? schemas.getModel(uid) : undefined;
    for (const name of model ? relations : [uid]) {
      const isUsable =
        model && isRelational(model.attributes[name]) && isPublicAttribute(schemas, model, name);
      if (isUsable) continue;
      problems.push({
        path: ['populate', uid],
        message: model
          ? `"${name}" is no relation, component or media field of ${uid} that may be sent.`
          : `There is no content type "${uid}".`,
        code: 'unknown-relation',
      });
    }
  }
  if (problems.length > 0) throw invalidInput(problems.slice(0, MAX_PROBLEMS));
  return populate;
}

/** Runs a check and turns its named errors into Strapi's, at the field they belong to. */
function at<T>(field: string[], check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof InvalidFilterError) {
      const { code, message, paths } = error;
      throw invalidInput(paths.map((path) => ({ path: [...field, ...path], message, code })));
    }
    const isKnown =
      error instanceof InvalidUrlError ||
      error instanceof AddressRefusedError ||
      error instanceof InvalidHeaderError ||
      error instanceof UnknownEventPatternError;
    if (!isKnown) throw error;
    const path = error instanceof InvalidHeaderError ? [...field, String(error.index)] : field;
    throw invalidInput([{ path, message: error.message, code: error.code }]);
  }
}
