import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** The same files always give the same bytes: the time of a file is the first that ZIP knows. */
const TIME = new Date(1980, 0, 1);

export async function writePackage(files: [name: string, content: string | Buffer][]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of files)
    zip.addBuffer(typeof content === 'string' ? Buffer.from(content) : content, name, { mtime: TIME });
  zip.end();
  return buffer(zip.outputStream);
}
