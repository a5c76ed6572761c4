import type { DemoOrganisation } from './organisation.js';

/**
 * People who hold all roles of the heating rulebook in the network of one town; a district belongs to a heating
 * station.
 */
export const heatingCompany: DemoOrganisation = {
  id: 'heating-company',
  sites: [
    {
      id: 'north-town-heat',
      kind: 'heating-network',
      name: { 'zh-CN': '北城供热管网', en: 'North Town heating network' },
      rulebooks: ['heating'],
    },
  ],
  people: [
    { id: 'h01', name: '宋佳', posts: [['heating-agent', null]] },
    { id: 'h02', name: '唐悦', posts: [['heating-agent', null]] },
    { id: 'h03', name: '许文', posts: [['heating-clerk', null]] },
    { id: 'h04', name: '韩雪', posts: [['heating-deputy-manager', null]] },
    {
      id: 'h05',
      name: '冯磊',
      posts: [
        ['heating-cs-manager', null],
        ['department-concerned', null, 'customer-service'],
      ],
    },
    { id: 'h06', name: '曹军', posts: [['general-manager', null]] },
    { id: 'h07', name: '彭涛', posts: [['heating-responsible-leader', null]] },
    { id: 'h08', name: '董峰', posts: [['leader-on-duty', null]] },
    { id: 'h09', name: '萧燕', posts: [['heating-dispatch', null]] },
    { id: 'h10', name: '程亮', posts: [['district-maintenance', null, 'east-district']] },
    {
      id: 'h11',
      name: '袁浩',
      posts: [
        ['district-maintenance', null, 'west-district'],
        ['repair-lead', null],
      ],
    },
    {
      id: 'h12',
      name: '邓超群',
      posts: [
        ['inspector', null],
        ['fee-collector', null],
      ],
    },
    {
      id: 'h13',
      name: '傅强',
      posts: [
        ['department-concerned', null, 'production'],
        ['department-concerned', null, 'network'],
        ['department-concerned', null, 'finance'],
      ],
    },
  ],
};
