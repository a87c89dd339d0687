/** A signature that another system made with a keyed hash, and what it says of it. */
export interface HmacVector {
  name: string;
  /** As that system sends it: `t=…,v1=…` where the time is signed too. */
  header: string;
  algorithm?: 'sha256' | 'sha512';
  encoding?: 'hex' | 'base64';
  isAccepted: boolean;
}

/** All of Convoy, which signs the body, or with a time `time,body`. */
export const convoy = {
  secret: 'convoy-webhook-secret',
  body: '{"event":"charge.success","amount":1000,"currency":"NGN"}',
  signedAt: 1_700_000_000,
  vectors: [
    {
      name: 'the body, SHA-256 in hexadecimal',
      header: '244449b7f48cbc2709060c9dcdc2b3aa47a78f540430579015c579fb12defbb4',
      isAccepted: true,
    },
    {
      name: 'the body, SHA-256 in base64',
      header: 'JERJt/SMvCcJBgydzcKzqkenj1QEMFeQFcV5+xLe+7Q=',
      encoding: 'base64',
      isAccepted: true,
    },
    {
      name: 'the body, SHA-512 in hexadecimal',
      header:
        '6cc772dc81942ae1b5ffa91c3a6a07b0d37edc8dc6bd83e3518a219f1f19ff71ae1b76d6b320940d414c236a1aad7f7930b63e0f1928951955d31219545e1b66',
      algorithm: 'sha512',
      isAccepted: true,
    },
    {
      name: 'the body, SHA-512 in base64',
      header:
        'bMdy3IGUKuG1/6kcOmoHsNN+3I3GvYPjUYohnx8Z/3GuG3bWsyCUDUFMI2oarX95MLY+DxkolRlV0xIZVF4bZg==',
      algorithm: 'sha512',
      encoding: 'base64',
      isAccepted: true,
    },
    {
      name: 'a time and the body, SHA-256 in hexadecimal',
      header: 't=1700000000,v1=77b8b9269f25a199846a55a2bd25b3fba151c70fdae60bb1dcd87fbbc943c55c',
      isAccepted: true,
    },
    {
      name: 'a time and the body, SHA-256 in base64',
      header: 't=1700000000,v1=d7i5Jp8loZmEalWivSWz+6FRxw/a5gux3Nh/u8lDxVw=',
      encoding: 'base64',
      isAccepted: true,
    },
    {
      name: 'a time and the body, SHA-512 in hexadecimal',
      header:
        't=1700000000,v1=b2122e252cd2582cf225cb2b8d4ceede9e34329e2fe95c02619c3ed5d4a3d9a73e6beaf2dff8e76d71a693ae198cee40685eed12ad4ee2e033dc2d0399ede057',
      algorithm: 'sha512',
      isAccepted: true,
    },
    {
      name: 'a time and the body, SHA-512 in base64',
      header:
        't=1700000000,v1=shIuJSzSWCzyJcsrjUzu3p40Mp4v6VwCYZw+1dSj2ac+a+ry3/jnbXGmk64ZjO5AaF7tEq1O4uAz3C0Dme3gVw==',
      algorithm: 'sha512',
      encoding: 'base64',
      isAccepted: true,
    },
    {
      name: 'a time that stands behind the signature',
      header: 'v1=77b8b9269f25a199846a55a2bd25b3fba151c70fdae60bb1dcd87fbbc943c55c,t=1700000000',
      isAccepted: true,
    },
    {
      name: 'one of two signatures',
      header:
        't=1700000000,v1=449623e4897bbde05e35358293f97b8c2f697367ffa3e7466e98178dfba44d19,v1=77b8b9269f25a199846a55a2bd25b3fba151c70fdae60bb1dcd87fbbc943c55c',
      isAccepted: true,
    },
    {
      name: 'none of two signatures',
      header:
        't=1700000000,v1=449623e4897bbde05e35358293f97b8c2f697367ffa3e7466e98178dfba44d19,v1=c7eff1833c41a2ce2e195599451b240cd282b1bc9fa387e428a9fd5a5dc74933',
      isAccepted: false,
    },
    {
      name: 'a signature that was changed',
      header: '244449b7f48cbc2709060c9dcdc2b3aa47a78f540430579015c579fb12defbb0',
      isAccepted: false,
    },
    {
      name: 'a signature with a time that was changed',
      header: 't=1700000000,v1=77b8b9269f25a199846a55a2bd25b3fba151c70fdae60bb1dcd87fbbc943c550',
      isAccepted: false,
    },
    {
      name: 'a time without end',
      header: 't=Infinity,v1=77b8b9269f25a199846a55a2bd25b3fba151c70fdae60bb1dcd87fbbc943c55c',
      isAccepted: false,
    },
    {
      name: 'a number for a signature',
      header: 't=1700000000,v1=1234567890',
      isAccepted: false,
    },
    {
      name: 'no time',
      header:
        'v1=77b8b9269f25a199846a55a2bd25b3fba151c70fdae60bb1dcd87fbbc943c55c,v2=77b8b9269f25a199846a55a2bd25b3fba151c70fdae60bb1dcd87fbbc943c55c',
      isAccepted: false,
    },
  ] satisfies HmacVector[],
};

export interface Hook0Vector extends HmacVector {
  /** What stands between the time and the body in a `v1`, which signs headers too; without it, it is a `v0` that counts. */
  signedHeaders?: string;
  /** The header that an `{id}` stands for. */
  idHeader?: string;
}

/**
 * All of hook0, which signs `time.body` as `v0`, and with headers `time.names.values.body` as `v1`; computed outside of any
 * implementation.
 */
export const hook0 = {
  secret: 'a-subscription-secret',
  body: '{"event":"user.created"}',
  headers: { 'x-event-id': 'evt-1', 'x-delivery-id': 'dlv-1' },
  now: 1_800_000_000,
  vectors: [
    {
      name: 'a time and the body',
      header: 't=1800000000,v0=d17d66b66fca89390c5b967c45e8928fc732db07a0aabe8167b1e98213081ffe',
      isAccepted: true,
    },
    {
      name: 'a time, two headers and the body',
      header:
        't=1800000000,h=x-event-id x-delivery-id,v1=19a6fb8f6581715b241a93af02a58611c3b0ac7b747a8d2a5b120ee418d0c347',
      signedHeaders: 'x-event-id x-delivery-id.{id}.dlv-1',
      isAccepted: true,
    },
    {
      name: 'the headers the other way round',
      header:
        't=1800000000,h=x-delivery-id x-event-id,v1=bf5f4e5fe0c9143510ae192f983316a09ed392d0104d2ce0faa3d7bce3687acb',
      signedHeaders: 'x-delivery-id x-event-id.dlv-1.{id}',
      isAccepted: true,
    },
    {
      name: 'the headers in another order than was signed',
      header:
        't=1800000000,h=x-delivery-id x-event-id,v1=19a6fb8f6581715b241a93af02a58611c3b0ac7b747a8d2a5b120ee418d0c347',
      signedHeaders: 'x-delivery-id x-event-id.dlv-1.{id}',
      isAccepted: false,
    },
    {
      name: 'the headers, beside another signature of the body that is wrong',
      header:
        't=1800000000,h=x-event-id x-delivery-id,v0=bf5f4e5fe0c9143510ae192f983316a09ed392d0104d2ce0faa3d7bce3687acb,v1=19a6fb8f6581715b241a93af02a58611c3b0ac7b747a8d2a5b120ee418d0c347',
      signedHeaders: 'x-event-id x-delivery-id.{id}.dlv-1',
      isAccepted: true,
    },
    {
      name: 'the body alone, beside a signature of the headers that is wrong',
      header:
        't=1800000000,h=x-event-id x-delivery-id,v0=d17d66b66fca89390c5b967c45e8928fc732db07a0aabe8167b1e98213081ffe,v1=bf5f4e5fe0c9143510ae192f983316a09ed392d0104d2ce0faa3d7bce3687acb',
      signedHeaders: 'x-event-id x-delivery-id.{id}.dlv-1',
      isAccepted: false,
    },
    {
      name: 'a header that did not come',
      header:
        't=1800000000,h=x-event-id x-missing,v1=19a6fb8f6581715b241a93af02a58611c3b0ac7b747a8d2a5b120ee418d0c347',
      signedHeaders: 'x-event-id x-missing.evt-1.{id}',
      idHeader: 'x-missing',
      isAccepted: false,
    },
    {
      name: 'a signature that is not hexadecimal to its end',
      header: 't=1800000000,v0=d17d66b66fca89390c5b967c45e8928fc732db07a0aabe8167b1e98213081ffz',
      isAccepted: false,
    },
    {
      name: 'a signature that lacks half a byte',
      header: 't=1800000000,v0=d17d66b66fca89390c5b967c45e8928fc732db07a0aabe8167b1e98213081ff',
      isAccepted: false,
    },
    {
      name: 'a time at the edge',
      header: 't=1799999700,v0=f9689580483e051113d28de23c1658c509da2b00e7bc15a5aaa83b8bdf83ff81',
      isAccepted: true,
    },
    {
      name: 'a time past the edge',
      header: 't=1799999699,v0=4168cc6c683357e103055b48584715f12e2baa4e679b8e076254247f11edf34d',
      isAccepted: false,
    },
    {
      name: 'a time further ahead',
      header: 't=1800000301,v0=ba4b79e449ae52edb505b6baa07380be2baa6e0c4c6fec3b9a01c85d47a4935f',
      isAccepted: false,
    },
  ] satisfies Hook0Vector[] as Hook0Vector[],
};
