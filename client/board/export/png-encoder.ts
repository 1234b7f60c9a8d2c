/** The PNG encoder: writes rows of pixels as they come, for pictures that no canvas holds. */
import { crc } from "../../../shared/crc.ts";

/** The eight bytes with which a PNG begins. */
const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);

/** Bytes of a pixel: red, green, blue, and how much it covers. */
const PIXEL = 4;

/** The filter that writes each byte as its difference from the one above (PNG, 3rd edition, 9.2). */
const UP = 2;

/** Writes a picture of this size, whose bands of rows come from top to bottom. */
export async function encodePng(
  width: number,
  height: number,
  bands: AsyncIterable<Uint8ClampedArray> | Iterable<Uint8ClampedArray>,
): Promise<Blob> {
  const deflate = new CompressionStream("deflate");
  const writer = deflate.writable.getWriter();
  const packed = new Response(deflate.readable).arrayBuffer();
  let above: Uint8ClampedArray = new Uint8ClampedArray(width * PIXEL);
  for await (const band of bands) {
    const rows = band.length / (width * PIXEL);
    const filtered = new Uint8Array(rows * (width * PIXEL + 1));
    for (let row = 0; row < rows; row++) {
      const own = band.subarray(row * width * PIXEL, (row + 1) * width * PIXEL);
      const at = row * (width * PIXEL + 1);
      filtered[at] = UP;
      for (let byte = 0; byte < own.length; byte++) {
        filtered[at + 1 + byte] = (own[byte] ?? 0) - (above[byte] ?? 0);
      }
      above = own;
    }
    await writer.write(filtered);
  }
  await writer.close();
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  header.setUint8(9, 6);
  return new Blob(
    [
      SIGNATURE,
      ...chunk("IHDR", new Uint8Array(header.buffer)),
      ...chunk("IDAT", new Uint8Array(await packed)),
      ...chunk("IEND", new Uint8Array()),
    ],
    { type: "image/png" },
  );
}

function chunk(name: string, data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const type = new TextEncoder().encode(name);
  const around = new DataView(new ArrayBuffer(8));
  around.setUint32(0, data.length);
  around.setUint32(4, crc(data, crc(type)));
  return [new Uint8Array(around.buffer, 0, 4), type, data, new Uint8Array(around.buffer, 4, 4)];
}
