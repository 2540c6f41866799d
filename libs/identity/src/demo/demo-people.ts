import type { Role } from '#platform/http';
import type { TargetGroup } from '../account/accounts.js';

export interface DemoPerson {
  role: Role;
  username: string;
  fullName: string;
  jobTitle: string;
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
    unit: '11311',
    phone: '0900000001',
  },
  {
    role: 'unit-manager',
    username: 'quanlydonvi',
    fullName: 'Nguyễn Văn Thắng',
    jobTitle: 'Chủ tịch UBND phường',
    unit: '11311',
  },
  {
    role: 'author',
    username: 'biensoan',
    fullName: 'Lê Thị Thu Hà',
    jobTitle: 'Giảng viên Trung tâm Công nghệ thông tin và Truyền thông',
    unit: '31-SKHCN',
    roleUnit: '31',
  },
  {
    role: 'marker',
    username: 'chambai',
    fullName: 'Đỗ Minh Quân',
    jobTitle: 'Giảng viên',
    unit: '31-SKHCN',
    roleUnit: '31',
  },
  {
    role: 'invigilator',
    username: 'giamthi',
    fullName: 'Vũ Thị Ngọc Ánh',
    jobTitle: 'Chuyên viên',
    unit: '31-SKHCN',
    roleUnit: '31',
  },
  {
    role: 'registrar',
    username: 'kycapgiay',
    fullName: 'Trần Quốc Hưng',
    jobTitle: 'Phó Giám đốc Sở Khoa học và Công nghệ',
    unit: '31-SKHCN',
    roleUnit: '31',
  },
  {
    role: 'programme-admin',
    username: 'quanlychuongtrinh',
    fullName: 'Bùi Thị Lan Anh',
    jobTitle: 'Trưởng phòng Đào tạo',
    unit: '31-SKHCN',
    roleUnit: '31',
  },
  {
    role: 'system-admin',
    username: 'quantri',
    fullName: 'Hoàng Đức Long',
    jobTitle: 'Quản trị hệ thống',
    unit: '31-SKHCN',
    roleUnit: 'vn',
  },
  {
    role: 'auditor',
    username: 'kiemtoan',
    fullName: 'Đặng Thị Mai',
    jobTitle: 'Thanh tra viên',
    unit: '31-TTR',
    roleUnit: '31',
  },
];

export const DEMO_ROLES: readonly Role[] = DEMO_PEOPLE.map((person) => person.role);
