import type { DemoOrganisation } from './organisation.js';

/** A dozen people who hold all roles of the property rulebook at two sites. */
export const propertyCompany: DemoOrganisation = {
  id: 'property-company',
  sites: [
    { id: 'sunshine', kind: 'estate', name: { 'zh-CN': '阳光小区', en: 'Sunshine Estate' }, rulebooks: ['property'] },
    {
      id: 'riverside',
      kind: 'office',
      name: { 'zh-CN': '滨江办公楼', en: 'Riverside Offices' },
      rulebooks: ['property'],
    },
  ],
  people: [
    {
      id: 'p01',
      name: '陈静',
      posts: [
        ['cs-agent', null],
        ['reception', 'sunshine'],
      ],
    },
    {
      id: 'p02',
      name: '林晓',
      posts: [
        ['cs-agent', null],
        ['reception', 'riverside'],
      ],
    },
    { id: 'p03', name: '王芳', posts: [['cs-supervisor', null]] },
    { id: 'p04', name: '李建国', posts: [['office-director', 'sunshine']] },
    { id: 'p05', name: '赵敏', posts: [['office-director', 'riverside']] },
    { id: 'p06', name: '周伟', posts: [['responsible-leader', null]] },
    { id: 'p07', name: '吴刚', posts: [['company-manager', null]] },
    {
      id: 'p08',
      name: '孙丽',
      posts: [
        ['department-head', null, 'engineering'],
        ['department-head', null, 'greening'],
        ['equipment-power-supervisor', null],
      ],
    },
    {
      id: 'p09',
      name: '刘洋',
      posts: [
        ['maintenance', null],
        ['department-staff', null, 'engineering'],
      ],
    },
    {
      id: 'p10',
      name: '何勇',
      posts: [
        ['guard', null],
        ['department-head', null, 'security'],
        ['department-head', null, 'parking'],
      ],
    },
    { id: 'p14', name: '高翔', posts: [['guard', null]] },
    {
      id: 'p11',
      name: '马超',
      posts: [
        ['monitor-room', null],
        ['duty-supervisor', null],
      ],
    },
    {
      id: 'p12',
      name: '徐娟',
      posts: [
        ['duty-administrator', null],
        ['department-head', null, 'cleaning'],
        ['department-head', null, 'customer-service'],
        ['department-head', null, 'finance'],
        ['department-head', null, 'administration'],
      ],
    },
  ],
};
