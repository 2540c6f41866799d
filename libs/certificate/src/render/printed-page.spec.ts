import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import jsqr from 'jsqr';
import { offlineUrl } from '../offline/offline-code.js';
import type { CertificateModel } from './certificate-model.js';
import { renderCertificate } from './render-certificate.js';
import { sampleModel } from './sample-model.js';

/** The file as other software sees it. The tools come from Debian's poppler-utils, qpdf and libpdfbox2-java. */
const JARS = [
  'pdfbox2',
  'preflight',
  'xmpbox',
  'fontbox2',
  'commons-logging',
  'javax.activation',
  'jaxb-api',
].map((jar) => `/usr/share/java/${jar}.jar`);
const has = (tool: string) => spawnSync(tool, ['-v']).error === undefined;
const missing = [
  ...['pdftotext', 'pdffonts', 'pdfinfo', 'pdftoppm', 'qpdf', 'java'].filter((tool) => !has(tool)),
  ...JARS.filter((jar) => !existsSync(jar)),
];
const absent = (...names: string[]) => names.some((name) => missing.includes(name));
/** Under CI a missing tool fails the test; elsewhere it is skipped, and said. */
const needs = (...tools: string[]) => (absent(...tools) && process.env['CI'] !== 'true' ? test.skip : test);
if (missing.length > 0)
  process.stderr.write(`printed-page.spec: not installed, tests skipped: ${missing.join(', ')}\n`);

const sample = sampleModel();
/** As dense as a code gets. */
function signedUrl({ verification, serial, holder, course, issuedOn, trial }: CertificateModel): string {
  const said = { serial, name: holder.name, course: `${course.name} 2026`, issuedOn, trial };
  return offlineUrl(verification.url, said, 'NzbLsXh8', generateKeyPairSync('ed25519').privateKey);
}
const longest: CertificateModel = {
  ...sample,
  issuer: {
    superior: 'Ủy ban nhân dân thành phố Hải Phòng – Sở Khoa học và Công nghệ thành phố Hải Phòng',
    name: 'Trung tâm Nghiên cứu, Bồi dưỡng và Phát triển nguồn nhân lực chuyển đổi số, đổi mới sáng tạo và Công nghệ thông tin',
  },
  holder: {
    name: 'Công Tằng Tôn Nữ Nguyễn Phúc Hoàng Thị Hường Nghiêm Khuê Đoan',
    birth: { date: '1987-08-14' },
    position:
      'Phó Trưởng phòng phụ trách Phòng Nghiên cứu, Ứng dụng công nghệ số và Bảo đảm an toàn thông tin mạng khu vực phía Đông Bắc',
    unit: 'Trung tâm Phục vụ hành chính công, Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường Nguyễn Bỉnh Khiêm, thành phố Hải Phòng (mới sáp nhập)',
  },
  course: {
    name: 'Bồi dưỡng kỹ năng xây dựng chiến lược, lộ trình và triển khai kế hoạch chuyển đổi số, khai thác dữ liệu và ứng dụng trí tuệ nhân tạo có trách nhiệm năm 2026',
    className: 'Lớp 1.1, khóa 3, cụm các xã phía Đông',
  },
  study: {
    from: '2026-04-06',
    to: '2026-06-12',
    periods: 120,
    form: 'Trực tiếp kết hợp trực tuyến',
    result: 'Hoàn thành xuất sắc',
  },
  place: 'Thành phố Hồ Chí Minh',
  issuedOn: '2026-02-05',
  signatory: {
    position: [
      'KT. Giám đốc Trung tâm Nghiên cứu, Bồi dưỡng và Phát triển nguồn nhân lực',
      'Phó Giám đốc phụ trách',
    ],
    name: 'Công Tằng Tôn Nữ Nguyễn Phúc Hoàng Thị Hường Nghiêm',
  },
  serial: 'HPCNTTTT26 000015206',
  verification: { ...sample.verification, url: signedUrl(sample) },
  registerNumber: '000015206/2026/GCN-TTNCBDPTNNLCĐS-CNTTTT',
};
const shortest: CertificateModel = {
  ...sample,
  issuer: { name: 'UBND xã Mao Điền' },
  holder: { name: 'Y Bhăm' },
  course: { name: 'An toàn số' },
  study: {},
  framework: undefined,
  signatory: { position: ['Chủ tịch'], name: 'Lê An' },
  verification: { ...sample.verification, lookup: undefined },
  trial: false,
};
const pages = { sample, longest, shortest };
type Page = keyof typeof pages;
const names = Object.keys(pages) as Page[];

/** The lower left corner, which holds the QR, at 150 dpi, or at 300 where the QR also carries signed words. */
const cornerAt = (dpi: 150 | 300): string[] => {
  const scaled = (pixels: number) => String((pixels * dpi) / 150);
  const box = ['-x', scaled(100), '-y', scaled(850), '-W', scaled(320), '-H', scaled(320)];
  return ['-r', String(dpi), ...box];
};

const files = {} as Record<Page, Buffer>;
let folder: string;
const fileOf = (page: Page) => path.join(folder, `${page}.pdf`);
const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { maxBuffer: 64 * 1024 * 1024 });
/** Words of the page in reading order with single spaces. */
const wordsOf = (page: Page) =>
  run('pdftotext', '-raw', fileOf(page), '-').toString().replace(/\s+/g, ' ').trim();

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'hocvuso-certificate-'));
  for (const page of names) {
    files[page] = await renderCertificate(pages[page]);
    writeFileSync(fileOf(page), files[page]);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('printed page', () => {
  needs('pdftotext')('says exactly these words, in NFC', () => {
    expect(wordsOf('sample')).toBe(
      'SỞ KHOA HỌC VÀ CÔNG NGHỆ HẢI PHÒNG TRUNG TÂM CÔNG NGHỆ THÔNG TIN VÀ TRUYỀN THÔNG ' +
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ' +
        'GIẤY CHỨNG NHẬN HOÀN THÀNH KHÓA HỌC ' +
        'Giám đốc Trung tâm Công nghệ thông tin và Truyền thông Hải Phòng chứng nhận Phạm Thị Hồng Nhung ' +
        'Ngày sinh: 14/08/1987 Chức vụ: Công chức Văn hóa - Xã hội Đơn vị: UBND xã Mao Điền ' +
        'đã hoàn thành khóa học Ứng dụng AI trong thực thi nhiệm vụ của các cơ quan hành chính ' +
        'Từ ngày 06/04/2026 đến ngày 12/06/2026 Thời lượng: 12 tiết Hình thức: Trực tuyến Kết quả: Đạt ' +
        'Nội dung gắn với khung năng lực số: 4.2 Bảo vệ dữ liệu cá nhân và quyền riêng tư; ' +
        '6.1 Hiểu biết về trí tuệ nhân tạo; 6.2 Sử dụng trí tuệ nhân tạo (Thông tư 02/2025/TT-BGDĐT) ' +
        'Số hiệu: HP26 0015206 Số vào sổ cấp: 15206/2026/GCN-CNTTTT ' +
        'Quét mã để kiểm tra giấy chứng nhận này hoặc tra cứu tại hocvuso.example/tra-cuu ' +
        '7K3M-Q0XZ-9F2V-B6T1-HDRJ-8NPW-4C7Z ' +
        'Hải Phòng, ngày 12 tháng 6 năm 2026 GIÁM ĐỐC Bản thử, chưa có giá trị pháp lý Nguyễn Văn Minh',
    );
  });

  needs('pdftotext')('leaves out what is not known, and the trial notice when signed in earnest', () => {
    expect(wordsOf('shortest')).toBe(
      'UBND XÃ MAO ĐIỀN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ' +
        'GIẤY CHỨNG NHẬN HOÀN THÀNH KHÓA HỌC UBND xã Mao Điền chứng nhận Y Bhăm ' +
        'đã hoàn thành khóa học An toàn số Số hiệu: HP26 0015206 Số vào sổ cấp: 15206/2026/GCN-CNTTTT ' +
        'Quét mã để kiểm tra giấy chứng nhận này 7K3M-Q0XZ-9F2V-B6T1-HDRJ-8NPW-4C7Z ' +
        'Hải Phòng, ngày 12 tháng 6 năm 2026 CHỦ TỊCH Lê An',
    );
  });

  needs('pdftotext')('keeps the longest values whole', () => {
    const words = wordsOf('longest');
    const { holder, course, registerNumber, signatory } = longest;
    for (const value of [
      holder.name,
      holder.position,
      holder.unit,
      course.name,
      registerNumber,
      signatory.name,
    ]) {
      expect(words).toContain(value);
    }
    expect(words).toContain('Thành phố Hồ Chí Minh, ngày 05 tháng 02 năm 2026');
  });

  needs('pdfinfo')('is read aloud in order, with words kept apart', () => {
    const spoken = run('pdfinfo', '-struct-text', fileOf('sample')).toString();
    expect([...spoken.matchAll(/^ {2}(\w+)/gm)].map(([, role]) => role).join(' ')).toMatch(
      /^(P ){3,4}H1 H2 (P )+Figure$/,
    );
    expect(spoken.replaceAll(/\s+/g, ' ')).toContain('CÔNG NGHỆ THÔNG TIN VÀ TRUYỀN THÔNG');
    expect(spoken).toContain('14/08/1987 Chức vụ: Công chức Văn hóa - Xã hội Đơn vị:');
  });

  describe.each(names)('%s', (page) => {
    test('weighs under 60 KB', () => expect(files[page].length).toBeLessThan(60 * 1024));

    needs('pdfinfo')('is one A4 page lying down, tagged, in PDF 1.4', () => {
      const info = run('pdfinfo', fileOf(page)).toString();
      expect(info).toMatch(/^Pages: +1$/m);
      expect(info).toMatch(/^Page size: +841\.89 x 595\.28 pts \(A4\)$/m);
      expect(info).toMatch(/^Tagged: +yes$/m);
      expect(info).toMatch(/^PDF version: +1\.4$/m);
    });

    needs('pdffonts')('embeds every font as a subset that maps back to Unicode', () => {
      const fonts = run('pdffonts', fileOf(page)).toString().trim().split('\n').slice(2);
      expect(fonts).toHaveLength(3);
      for (const font of fonts)
        expect(font).toMatch(/^[A-Z]{6}\+EBGaramond-\w+ +CID TrueType +Identity-H +yes yes yes /);
    });

    needs('qpdf')('is sound to qpdf', () => {
      expect(run('qpdf', '--check', fileOf(page)).toString()).toMatch(
        /No syntax or stream encoding errors found/,
      );
    });

    needs('pdftoppm')('has a QR that a camera reads from the printed page', () => {
      const { pixels, width, height } = picture(
        run('pdftoppm', ...cornerAt(page === 'longest' ? 300 : 150), fileOf(page)),
      );
      expect(jsqr.default(pixels, width, height)?.data).toBe(pages[page].verification.url);
    });
  });

  needs('java', ...JARS)(
    'is valid PDF/A-1b to PDFBox Preflight',
    () => {
      const validator = ['-cp', JARS.join(':'), 'org.apache.pdfbox.preflight.Validator_A1b'];
      for (const page of names) {
        expect(run('java', ...validator, fileOf(page)).toString()).toMatch(/is a valid PDF\/A-1b file/);
      }
    },
    60_000,
  );
});

/** RGBA of a binary PPM. */
function picture(ppm: Buffer) {
  const [header, width, height] = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.toString('latin1', 0, 40))!;
  const pixels = new Uint8ClampedArray(Number(width) * Number(height) * 4).fill(255);
  for (let i = 0, at = header.length; at < ppm.length; i += 4, at += 3)
    pixels.set(ppm.subarray(at, at + 3), i);
  return { pixels, width: Number(width), height: Number(height) };
}
