/** How a finding touches its row: not imported, imported with a warning, counted once, or only told. */
export type Level = 'reject' | 'warn' | 'skip' | 'notice';
export type Params = Record<string, string>;

interface Wording {
  level: Level;
  vi: string;
  en: string;
}

const GUIDE_VI =
  'Mở tệp bằng Excel hoặc LibreOffice, chọn «Lưu thành», dạng «Excel Workbook (.xlsx)», rồi tải lại.';
const GUIDE_EN =
  'Open it in Excel or LibreOffice, choose “Save as”, type “Excel Workbook (.xlsx)”, then upload that.';

const refused = (vi: string, en: string): Wording => ({ level: 'reject', vi, en });
const reject = refused;
const warn = (vi: string, en: string): Wording => ({ level: 'warn', vi, en });
const notice = (vi: string, en: string): Wording => ({ level: 'notice', vi, en });
const skip = (vi: string, en: string): Wording => ({ level: 'skip', vi, en });

const WORDINGS = {
  'roster.file-empty': refused('Tệp trống, không có dòng nào.', 'The file is empty.'),
  'roster.file-too-large': refused(
    'Tệp lớn hơn {limit}. Hãy chia danh sách thành nhiều tệp.',
    'The file is larger than {limit}. Split the list into several files.',
  ),
  'roster.file-xls': refused(
    `Đây là tệp Excel kiểu cũ (.xls). ${GUIDE_VI}`,
    `This is an old Excel file (.xls). ${GUIDE_EN}`,
  ),
  'roster.file-xlsb': refused(
    `Đây là tệp Excel nhị phân (.xlsb). ${GUIDE_VI}`,
    `This is a binary Excel file (.xlsb). ${GUIDE_EN}`,
  ),
  'roster.file-ods': refused(
    `Đây là tệp OpenDocument hoặc bản sao lưu, không phải .xlsx. ${GUIDE_VI}`,
    `This is an OpenDocument file, not .xlsx. ${GUIDE_EN}`,
  ),
  'roster.file-html': refused(
    `Đây là trang web hoặc bảng XML mang tên tệp Excel. ${GUIDE_VI}`,
    `This is a web page or XML table named like an Excel file. ${GUIDE_EN}`,
  ),
  'roster.file-word': refused(
    'Đây là văn bản Word. Hãy chép bảng danh sách sang Excel, lưu dạng .xlsx rồi tải lại.',
    'This is a Word document. Copy its table into Excel, save as .xlsx and upload that.',
  ),
  'roster.file-pdf': refused(
    'Đây là tệp PDF. Hãy xin bản Excel của danh sách, hoặc chép bảng sang Excel, lưu dạng .xlsx.',
    'This is a PDF. Ask for the Excel file of the list, or copy the table into Excel and save as .xlsx.',
  ),
  'roster.file-image': refused(
    'Đây là ảnh. Danh sách phải là bảng Excel (.xlsx) hoặc CSV.',
    'This is a picture. The list must be an Excel table (.xlsx) or CSV.',
  ),
  'roster.file-protected': refused(
    'Tệp được đặt mật khẩu. Hãy bỏ mật khẩu (Tệp, Thông tin, Bảo vệ sổ làm việc) rồi tải lại.',
    'The file is protected by a password. Remove it (File, Info, Protect Workbook) and upload again.',
  ),
  'roster.file-damaged': refused(
    `Tệp bị hỏng, không đọc được. ${GUIDE_VI}`,
    `The file is damaged. ${GUIDE_EN}`,
  ),
  'roster.file-bomb': refused(
    'Tệp nén bung ra quá lớn so với một danh sách nên không được mở.',
    'The file would unpack to far more than a list can hold and was not opened.',
  ),
  'roster.file-other': refused(
    'Tệp không phải bảng Excel (.xlsx) hoặc CSV.',
    'The file is neither an Excel table (.xlsx) nor CSV.',
  ),
  'roster.csv-broken': refused(
    'Tệp CSV có dấu ngoặc kép không đóng gần dòng {row}.',
    'The CSV file has a quotation mark that never closes, near row {row}.',
  ),
  'roster.too-many-rows': refused(
    'Danh sách có hơn {limit} dòng. Hãy chia thành nhiều tệp.',
    'The list has more than {limit} rows. Split it into several files.',
  ),
  'roster.header-not-found': refused(
    'Không thấy dòng tiêu đề. Cần một dòng có cột «Họ và tên» (hoặc «Họ đệm» và «Tên») và ít nhất một trong các cột: Ngày sinh, Giới tính, Số CCCD, Số điện thoại, Email, Chức vụ, Đơn vị.',
    'No header row found. One row must have “Họ và tên” (or “Họ đệm” and “Tên”) and at least one of: Ngày sinh, Giới tính, Số CCCD, Số điện thoại, Email, Chức vụ, Đơn vị.',
  ),
  'roster.tables-side-by-side': refused(
    'Trang có hai bảng nằm cạnh nhau, mỗi dòng là hai người. Hãy đặt bảng thứ hai xuống dưới hoặc sang trang khác.',
    'The sheet has two tables side by side, two people to a row. Move the second one below or to another sheet.',
  ),
  'roster.sheet-not-found': refused('Tệp không có trang «{sheet}».', 'The file has no sheet “{sheet}”.'),
  'roster.province-unknown': refused(
    'Chưa biết danh sách của tỉnh, thành phố nào. Hãy chọn tỉnh, thành phố gửi danh sách.',
    'It is not known which province the list comes from. Choose the sending province.',
  ),
  'roster.no-people': refused(
    'Có dòng tiêu đề (dòng {row}) nhưng bên dưới không có người nào.',
    'There is a header (row {row}) but nobody below it.',
  ),

  'roster.name-missing': reject('Thiếu họ và tên.', 'The name is missing.'),
  'roster.name-invalid': reject('«{value}» không phải họ và tên.', '“{value}” is not a name.'),
  'roster.name-encoding': reject(
    '«{value}» bị lỗi phông chữ (không phải Unicode). Hãy gõ lại hoặc chuyển mã sang Unicode.',
    '“{value}” is not in Unicode. Type it again or convert the font.',
  ),
  'roster.name-unusual': warn(
    '«{value}» có ký tự lạ trong họ và tên; được giữ nguyên, hãy kiểm tra.',
    '“{value}” has unusual characters for a name; kept as written, please check.',
  ),
  'roster.name-recased': notice(
    'Tên viết hoa toàn bộ, đổi thành «{value}».',
    'Name in capitals changed to “{value}”.',
  ),

  'roster.birth-date-missing': warn('Thiếu ngày sinh.', 'The birth date is missing.'),
  'roster.birth-date-invalid': reject(
    '«{value}» không phải ngày có trong lịch; ghi ngày/tháng/năm, ví dụ 28/02/1990.',
    '“{value}” is not a date in the calendar; write day/month/year, for example 28/02/1990.',
  ),
  'roster.birth-date-future': reject(
    'Ngày sinh «{value}» ở tương lai.',
    'The birth date “{value}” is in the future.',
  ),
  'roster.birth-date-too-old': reject(
    'Ngày sinh «{value}» cách nay hơn 120 năm.',
    'The birth date “{value}” is more than 120 years ago.',
  ),
  'roster.birth-date-unlikely': warn(
    'Ngày sinh «{value}» ứng với {age} tuổi, hãy kiểm tra.',
    'The birth date “{value}” means an age of {age}, please check.',
  ),
  'roster.birth-year-only': warn('Chỉ có năm sinh {value}.', 'Only the birth year {value} is given.'),
  'roster.birth-date-two-digit-year': notice(
    'Năm sinh hai chữ số «{value}» được hiểu là {year}.',
    'The two-digit year of “{value}” is read as {year}.',
  ),
  'roster.birth-date-serial': notice(
    'Ngày sinh «{value}» là số ngày của Excel, được hiểu là {date}.',
    '“{value}” is an Excel day number, read as {date}.',
  ),

  'roster.birth-date-swapped': warn(
    'Ngày sinh {value} có thể đã bị Excel đảo ngày và tháng; nếu đúng là {other}, hãy sửa lại.',
    'Excel may have swapped day and month of {value}; if it should be {other}, please correct it.',
  ),

  'roster.gender-unknown': notice(
    'Không hiểu giới tính «{value}», để trống.',
    'Gender “{value}” was not understood and is left empty.',
  ),

  'roster.citizen-id-invalid': reject(
    '«{value}» không phải số căn cước: phải là 12 chữ số.',
    '“{value}” is not a citizen id: it must have 12 digits.',
  ),
  'roster.citizen-id-rounded': reject(
    '«{value}» đã bị Excel làm tròn. Định dạng cột thành «Văn bản» rồi nhập lại đủ 12 chữ số.',
    '“{value}” was rounded by Excel. Format the column as text and enter all 12 digits again.',
  ),
  'roster.citizen-id-province': warn(
    'Số căn cước {value} bắt đầu bằng {prefix}, không phải mã nơi đăng ký nào; hãy kiểm tra.',
    'Citizen id {value} begins with {prefix}, which is no place of registration; please check.',
  ),
  'roster.citizen-id-zeros': notice(
    'Số căn cước mất số 0 ở đầu, được khôi phục thành {value}.',
    'The citizen id had lost its leading zeros and was restored to {value}.',
  ),
  'roster.citizen-id-mismatch': notice(
    'Số căn cước {value} không khớp năm sinh hoặc giới tính; hãy kiểm tra.',
    'Citizen id {value} does not agree with birth year or gender; please check.',
  ),
  'roster.old-id-number': warn(
    '«{value}» là số chứng minh nhân dân cũ (9 số); hãy bổ sung số căn cước 12 số.',
    '“{value}” is an old identity card number (9 digits); please add the 12-digit citizen id.',
  ),
  'roster.citizen-id-repeated': reject(
    'Số căn cước {value} trùng với dòng {row} nhưng khác họ và tên ({name}).',
    'Citizen id {value} also stands in row {row} with another name ({name}).',
  ),

  'roster.phone-invalid': warn(
    '«{value}» không phải số điện thoại Việt Nam, để trống.',
    '“{value}” is not a Vietnamese phone number; left empty.',
  ),
  'roster.phone-normalised': notice(
    'Số điện thoại được viết lại thành {value}.',
    'The phone number is rewritten as {value}.',
  ),
  'roster.phone-converted': notice(
    'Đầu số 11 số cũ được đổi thành {value}.',
    'The old 11-digit number was converted to {value}.',
  ),
  'roster.phone-several': notice(
    'Có nhiều số điện thoại, dùng {value}; số khác được ghi kèm: {others}.',
    'Several phone numbers; {value} is used, the others are kept: {others}.',
  ),
  'roster.phone-landline': notice(
    '{value} là số cố định, không nhận được tin nhắn.',
    '{value} is a landline and cannot receive messages.',
  ),
  'roster.phone-shared': notice(
    'Số điện thoại {value} trùng với dòng {row}.',
    'Phone number {value} also stands in row {row}.',
  ),

  'roster.email-invalid': warn(
    '«{value}» không phải địa chỉ email, để trống.',
    '“{value}” is not an e-mail address; left empty.',
  ),
  'roster.email-several': notice(
    'Có nhiều địa chỉ email, dùng {value}.',
    'Several e-mail addresses; {value} is used.',
  ),
  'roster.email-shared': notice(
    'Địa chỉ email {value} trùng với dòng {row}.',
    'E-mail address {value} also stands in row {row}.',
  ),

  'roster.unit-missing': reject('Thiếu đơn vị công tác.', 'The unit is missing.'),
  'roster.unit-unknown': reject(
    'Không có đơn vị «{value}» trong {province}.{hint}',
    'There is no unit “{value}” in {province}.{hint}',
  ),
  'roster.unit-ambiguous': reject(
    '«{value}» có thể là: {candidates}. Hãy ghi rõ, đủ dấu.',
    '“{value}” may be: {candidates}. Write it in full, with diacritics.',
  ),
  'roster.unit-other-province': reject(
    '«{value}» thuộc {other}, danh sách này của {province}.',
    '“{value}” belongs to {other}; this list is of {province}.',
  ),
  'roster.unit-kind-differs': warn(
    '«{value}» được hiểu là {unit}; loại đơn vị ghi khác, hãy kiểm tra.',
    '“{value}” is read as {unit}; the kind of unit differs, please check.',
  ),
  'roster.unit-spelling': warn(
    '«{value}» được hiểu là {unit}; dấu ghi khác, hãy kiểm tra.',
    '“{value}” is read as {unit}; the diacritics differ, please check.',
  ),
  'roster.unit-matched': notice('«{value}» được hiểu là {unit}.', '“{value}” is read as {unit}.'),
  'roster.unit-from-section': notice(
    'Đơn vị lấy theo mục «{value}» ở dòng {row}.',
    'The unit comes from section “{value}” in row {row}.',
  ),
  'roster.unit-from-sender': notice(
    'Đơn vị lấy theo đơn vị gửi danh sách: {unit}.',
    'The unit is that of the sender: {unit}.',
  ),

  'roster.cell-error': warn(
    'Ô có lỗi công thức {value}, coi như trống.',
    'The cell holds a formula error {value} and counts as empty.',
  ),
  'roster.cell-without-result': warn(
    'Ô có công thức nhưng tệp không lưu kết quả; mở bằng Excel, lưu lại rồi tải lên.',
    'The cell has a formula but the file holds no result; open it in Excel, save and upload again.',
  ),
  'roster.unit-outside-scope': reject(
    '{unit} không thuộc phạm vi anh/chị được giao.',
    '{unit} is outside the units you are in charge of.',
  ),
  'roster.row-left-out': skip('Dòng được bỏ khi kiểm tra.', 'The row was left out on review.'),
  'roster.row-hidden': notice('Dòng đang bị ẩn trong tệp.', 'The row is hidden in the file.'),
  'roster.row-repeated': skip('Lặp lại dòng {row}, chỉ tính một lần.', 'Repeats row {row}; counted once.'),
  'roster.person-repeated': skip(
    'Cùng người với dòng {row} nhưng khác ở: {columns}. Chỉ dùng dòng {row}.',
    'The same person as row {row}, with other values in: {columns}. Only row {row} is used.',
  ),
  'roster.same-name': warn(
    'Trùng họ tên với dòng {rows} mà không có số căn cước; coi là những người khác nhau.',
    'Same name as row {rows} without a citizen id; taken as different people.',
  ),
} satisfies Record<string, Wording>;

export type MessageCode = keyof typeof WORDINGS;

export function levelOf(code: MessageCode): Level {
  return WORDINGS[code].level;
}

/** The sentence for a code; names and values are inserted as they are, so pages must escape it. */
export function messageText(code: MessageCode, params: Params, locale: 'vi' | 'en' = 'vi'): string {
  return WORDINGS[code][locale].replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole);
}
