import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 480;
const HEIGHT = 270;
const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A PNG of an evening sky, drawn here so that the repository holds no picture. */
export function drawCoverImage(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits a channel, RGB
  const parts = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels())),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([PNG_SIGNATURE, ...parts]);
}

/** Rows of RGB, each behind a filter byte of 0. */
function pixels(): Buffer {
  const rows = Buffer.alloc(HEIGHT * (1 + WIDTH * 3));
  let offset = 0;
  for (let y = 0; y < HEIGHT; y += 1) {
    offset += 1;
    for (let x = 0; x < WIDTH; x += 1) {
      rows.set(colourAt(x, y), offset);
      offset += 3;
    }
  }
  return rows;
}

function colourAt(x: number, y: number): [number, number, number] {
  const hill = HEIGHT * 0.75 + 18 * Math.sin(x / 60);
  if (y > hill) return [38, 48, 72];
  const height = y / HEIGHT;
  return [
    Math.round(70 + 180 * height),
    Math.round(90 + 90 * height),
    Math.round(160 - 40 * height),
  ];
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
