import type { DemoOrganisation } from './organisation.js';

/** People who hold all roles of the power rulebook in the supply company of one county. */
export const powerCompany: DemoOrganisation = {
  id: 'power-company',
  sites: [
    {
      id: 'river-county-power',
      kind: 'power-county',
      name: { 'zh-CN': '临江县供电公司', en: 'River County power supply' },
      rulebooks: ['power'],
    },
  ],
  people: [
    { id: 'w01', name: '沈洁', posts: [['seat-agent', null]] },
    { id: 'w02', name: '姚倩', posts: [['seat-agent', null]] },
    { id: 'w03', name: '卢斌', posts: [['shift-lead', null]] },
    { id: 'w04', name: '蒋琳', posts: [['hotline-supervisor', null]] },
    { id: 'w05', name: '蔡红', posts: [['counter-clerk', null]] },
    { id: 'w06', name: '贾明', posts: [['duty-director', null]] },
    { id: 'w07', name: '丁鹏', posts: [['crew', null, 'town-crew']] },
    { id: 'w08', name: '魏东', posts: [['crew', null, 'country-crew']] },
    { id: 'w09', name: '薛刚', posts: [['crew-lead', null]] },
    { id: 'w10', name: '叶萍', posts: [['meter-reader', null]] },
    { id: 'w11', name: '阎立', posts: [['usage-inspector', null]] },
    {
      id: 'w12',
      name: '余涛',
      posts: [
        ['department-leader', null, 'marketing'],
        ['department-leader', null, 'operations'],
        ['department-leader', null, 'metering'],
      ],
    },
    { id: 'w13', name: '潘玲', posts: [['quality-supervisor', null]] },
    { id: 'w14', name: '杜建', posts: [['power-manager', null]] },
  ],
};
