import type { Role } from '#platform/http';
import type { TargetGroup } from '../account/accounts.js';

export interface DemoPerson {
  role: Role;
  username: string;
  fullName: string;
  jobTitle: string;
  icon: string;
  birthDate: string;
  gender: 'male' | 'female';
  /** Unit of the person, and of the role unless `roleUnit` says otherwise. */
  unit: string;
  roleUnit?: string;
  phone?: string;
  targetGroup?: TargetGroup;
}

/** The same for all of them, and only where the demo door is open. */
export const DEMO_PASSWORD = 'binh-dan-hoc-vu-so';

/** One invented person for each role, all of Hải Phòng (31); the commune is Phường Hồng Bàng (11311). */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    role: 'learner',
    username: 'hocvien',
    fullName: 'Phạm Thị Hồng Nhung',
    jobTitle: 'Công chức Văn phòng HĐND và UBND',
    icon: 'book-open',
    birthDate: '1988-03-12',
    gender: 'female',
    unit: '11311',
    phone: '0900000001',
  },
  {
    role: 'unit-manager',
    username: 'quanlydonvi',
    fullName: 'Nguyễn Văn Thắng',
    jobTitle: 'Chủ tịch UBND phường',
    icon: 'users',
    birthDate: '1976-08-19',
    gender: 'male',
    unit: '11311',
  },
  {
    role: 'author',
    username: 'biensoan',
    fullName: 'Lê Thị Thu Hà',
    jobTitle: 'Giảng viên Trung tâm Công nghệ thông tin và Truyền thông',
    icon: 'pencil-line',
    birthDate: '1984-11-02',
    gender: 'female',
    unit: '31-SKHCN',
    roleUnit: '31',
  },
  {
    role: 'marker',
    username: 'chambai',
    fullName: 'Đỗ Minh Quân',
    jobTitle: 'Giảng viên',
    icon: 'clipboard-check',
    birthDate: '1990-05-27',
    gender: 'male',
    unit: '31-SKHCN',
    roleUnit: '31',
  },
  {
    role: 'invigilator',
    username: 'giamthi',
    fullName: 'Vũ Thị Ngọc Ánh',
    jobTitle: 'Chuyên viên',
    icon: 'eye',
    birthDate: '1993-09-09',
    gender: 'female',
    unit: '31-SKHCN',
    roleUnit: '31',
  },
  {
    role: 'registrar',
    username: 'kycapgiay',
    fullName: 'Trần Quốc Hưng',
    jobTitle: 'Phó Giám đốc Sở Khoa học và Công nghệ',
    icon: 'stamp',
    birthDate: '1971-01-20',
    gender: 'male',
    unit: '31-SKHCN',
    roleUnit: '31',
  },
  {
    role: 'programme-admin',
    username: 'quanlychuongtrinh',
    fullName: 'Bùi Thị Lan Anh',
    jobTitle: 'Trưởng phòng Đào tạo',
    icon: 'landmark',
    birthDate: '1982-06-15',
    gender: 'female',
    unit: '31-SKHCN',
    roleUnit: '31',
  },
  {
    role: 'system-admin',
    username: 'quantri',
    fullName: 'Hoàng Đức Long',
    jobTitle: 'Quản trị hệ thống',
    icon: 'server-cog',
    birthDate: '1986-12-30',
    gender: 'male',
    unit: '31-SKHCN',
    roleUnit: 'vn',
  },
  {
    role: 'auditor',
    username: 'kiemtoan',
    fullName: 'Đặng Thị Mai',
    jobTitle: 'Thanh tra viên',
    icon: 'scroll-text',
    birthDate: '1979-04-07',
    gender: 'female',
    unit: '31-TTR',
    roleUnit: '31',
  },
];
