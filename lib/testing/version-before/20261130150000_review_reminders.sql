COPY attendance_calendar_mark (tenant_id, school_id, date, source, is_in_session, note, run_id, marked_by_id, marked_at) FROM stdin;
1	S1	2026-09-25	FILE	f	\N	1	\N	2026-09-22 15:00:00+00
\.
COPY attendance_day (tenant_id, date, schools_in_session, schools_received, enrolled, excused, unexcused, tardy, excused_present, absent_percent) FROM stdin;
1	2026-08-03	2	0	0	0	0	0	0	0
1	2026-08-04	2	0	0	0	0	0	0	0
1	2026-08-05	2	0	0	0	0	0	0	0
1	2026-08-06	2	0	0	0	0	0	0	0
1	2026-08-07	2	0	0	0	0	0	0	0
1	2026-08-08	0	0	0	0	0	0	0	0
1	2026-08-09	0	0	0	0	0	0	0	0
1	2026-08-10	2	0	0	0	0	0	0	0
1	2026-08-11	2	0	0	0	0	0	0	0
1	2026-08-12	2	0	0	0	0	0	0	0
1	2026-08-13	2	0	0	0	0	0	0	0
1	2026-08-14	2	0	0	0	0	0	0	0
1	2026-08-15	0	0	0	0	0	0	0	0
1	2026-08-16	0	0	0	0	0	0	0	0
1	2026-08-17	2	0	0	0	0	0	0	0
1	2026-08-18	2	0	0	0	0	0	0	0
1	2026-08-19	2	0	0	0	0	0	0	0
1	2026-08-20	2	0	0	0	0	0	0	0
1	2026-08-21	2	0	0	0	0	0	0	0
1	2026-08-22	0	0	0	0	0	0	0	0
1	2026-08-23	0	0	0	0	0	0	0	0
1	2026-08-24	2	0	0	0	0	0	0	0
1	2026-08-25	2	0	0	0	0	0	0	0
1	2026-08-26	2	0	0	0	0	0	0	0
1	2026-08-27	2	0	0	0	0	0	0	0
1	2026-08-28	2	0	0	0	0	0	0	0
1	2026-08-29	0	0	0	0	0	0	0	0
1	2026-08-30	0	0	0	0	0	0	0	0
1	2026-08-31	2	0	0	0	0	0	0	0
1	2026-09-01	2	0	0	0	0	0	0	0
1	2026-09-02	2	0	0	0	0	0	0	0
1	2026-09-03	2	0	0	0	0	0	0	0
1	2026-09-04	2	0	0	0	0	0	0	0
1	2026-09-05	0	0	0	0	0	0	0	0
1	2026-09-06	0	0	0	0	0	0	0	0
1	2026-09-07	2	0	0	0	0	0	0	0
1	2026-09-08	2	0	0	0	0	0	0	0
1	2026-09-09	2	0	0	0	0	0	0	0
1	2026-09-10	2	0	0	0	0	0	0	0
1	2026-09-11	2	0	0	0	0	0	0	0
1	2026-09-12	0	0	0	0	0	0	0	0
1	2026-09-13	0	0	0	0	0	0	0	0
1	2026-09-14	2	0	0	0	0	0	0	0
1	2026-09-15	2	0	0	0	0	0	0	0
1	2026-09-16	2	0	0	0	0	0	0	0
1	2026-09-17	2	0	0	0	0	0	0	0
1	2026-09-18	2	0	0	0	0	0	0	0
1	2026-09-19	0	0	0	0	0	0	0	0
1	2026-09-20	0	0	0	0	0	0	0	0
1	2026-09-21	2	2	32	1	1	1	0	200
1	2026-09-22	2	2	32	0	2	0	1	200
1	2026-09-23	2	0	0	0	0	0	0	0
1	2026-09-24	2	0	0	0	0	0	0	0
1	2026-09-25	1	0	0	0	0	0	0	0
1	2026-09-26	0	0	0	0	0	0	0	0
1	2026-09-27	0	0	0	0	0	0	0	0
1	2026-09-28	2	0	0	0	0	0	0	0
1	2026-09-29	2	0	0	0	0	0	0	0
1	2026-09-30	2	0	0	0	0	0	0	0
1	2026-10-01	2	0	0	0	0	0	0	0
1	2026-10-02	2	0	0	0	0	0	0	0
1	2026-10-03	0	0	0	0	0	0	0	0
1	2026-10-04	0	0	0	0	0	0	0	0
1	2026-10-05	2	0	0	0	0	0	0	0
1	2026-10-06	2	0	0	0	0	0	0	0
1	2026-10-07	2	0	0	0	0	0	0	0
1	2026-10-08	2	0	0	0	0	0	0	0
1	2026-10-09	2	0	0	0	0	0	0	0
1	2026-10-10	0	0	0	0	0	0	0	0
1	2026-10-11	0	0	0	0	0	0	0	0
1	2026-10-12	2	0	0	0	0	0	0	0
1	2026-10-13	2	0	0	0	0	0	0	0
1	2026-10-14	2	0	0	0	0	0	0	0
1	2026-10-15	2	0	0	0	0	0	0	0
1	2026-10-16	2	0	0	0	0	0	0	0
1	2026-10-17	0	0	0	0	0	0	0	0
1	2026-10-18	0	0	0	0	0	0	0	0
1	2026-10-19	2	0	0	0	0	0	0	0
1	2026-10-20	2	0	0	0	0	0	0	0
1	2026-10-21	2	0	0	0	0	0	0	0
1	2026-10-22	2	0	0	0	0	0	0	0
1	2026-10-23	2	0	0	0	0	0	0	0
1	2026-10-24	0	0	0	0	0	0	0	0
1	2026-10-25	0	0	0	0	0	0	0	0
1	2026-10-26	2	0	0	0	0	0	0	0
1	2026-10-27	2	0	0	0	0	0	0	0
1	2026-10-28	2	0	0	0	0	0	0	0
1	2026-10-29	2	0	0	0	0	0	0	0
1	2026-10-30	2	0	0	0	0	0	0	0
1	2026-10-31	0	0	0	0	0	0	0	0
1	2026-11-01	0	0	0	0	0	0	0	0
1	2026-11-02	2	0	0	0	0	0	0	0
1	2026-11-03	2	0	0	0	0	0	0	0
1	2026-11-04	2	0	0	0	0	0	0	0
1	2026-11-05	2	0	0	0	0	0	0	0
1	2026-11-06	2	0	0	0	0	0	0	0
1	2026-11-07	0	0	0	0	0	0	0	0
1	2026-11-08	0	0	0	0	0	0	0	0
1	2026-11-09	2	0	0	0	0	0	0	0
1	2026-11-10	2	0	0	0	0	0	0	0
1	2026-11-11	2	0	0	0	0	0	0	0
1	2026-11-12	2	0	0	0	0	0	0	0
1	2026-11-13	2	0	0	0	0	0	0	0
1	2026-11-14	0	0	0	0	0	0	0	0
1	2026-11-15	0	0	0	0	0	0	0	0
1	2026-11-16	2	0	0	0	0	0	0	0
1	2026-11-17	2	0	0	0	0	0	0	0
1	2026-11-18	2	0	0	0	0	0	0	0
1	2026-11-19	2	0	0	0	0	0	0	0
1	2026-11-20	2	0	0	0	0	0	0	0
1	2026-11-21	0	0	0	0	0	0	0	0
1	2026-11-22	0	0	0	0	0	0	0	0
1	2026-11-23	2	0	0	0	0	0	0	0
1	2026-11-24	2	0	0	0	0	0	0	0
1	2026-11-25	2	0	0	0	0	0	0	0
1	2026-11-26	2	0	0	0	0	0	0	0
1	2026-11-27	2	0	0	0	0	0	0	0
1	2026-11-28	0	0	0	0	0	0	0	0
1	2026-11-29	0	0	0	0	0	0	0	0
1	2026-11-30	2	0	0	0	0	0	0	0
1	2026-12-01	2	0	0	0	0	0	0	0
1	2026-12-02	2	0	0	0	0	0	0	0
1	2026-12-03	2	0	0	0	0	0	0	0
1	2026-12-04	2	0	0	0	0	0	0	0
1	2026-12-05	0	0	0	0	0	0	0	0
1	2026-12-06	0	0	0	0	0	0	0	0
1	2026-12-07	2	0	0	0	0	0	0	0
1	2026-12-08	2	0	0	0	0	0	0	0
1	2026-12-09	2	0	0	0	0	0	0	0
1	2026-12-10	2	0	0	0	0	0	0	0
1	2026-12-11	2	0	0	0	0	0	0	0
1	2026-12-12	0	0	0	0	0	0	0	0
1	2026-12-13	0	0	0	0	0	0	0	0
1	2026-12-14	2	0	0	0	0	0	0	0
1	2026-12-15	2	0	0	0	0	0	0	0
1	2026-12-16	2	0	0	0	0	0	0	0
1	2026-12-17	2	0	0	0	0	0	0	0
1	2026-12-18	2	0	0	0	0	0	0	0
1	2026-12-19	0	0	0	0	0	0	0	0
1	2026-12-20	0	0	0	0	0	0	0	0
1	2026-12-21	0	0	0	0	0	0	0	0
1	2026-12-22	0	0	0	0	0	0	0	0
1	2026-12-23	0	0	0	0	0	0	0	0
1	2026-12-24	0	0	0	0	0	0	0	0
1	2026-12-25	0	0	0	0	0	0	0	0
1	2026-12-26	0	0	0	0	0	0	0	0
1	2026-12-27	0	0	0	0	0	0	0	0
1	2026-12-28	0	0	0	0	0	0	0	0
1	2026-12-29	0	0	0	0	0	0	0	0
1	2026-12-30	0	0	0	0	0	0	0	0
1	2026-12-31	0	0	0	0	0	0	0	0
1	2027-01-01	0	0	0	0	0	0	0	0
1	2027-01-02	0	0	0	0	0	0	0	0
1	2027-01-03	0	0	0	0	0	0	0	0
1	2027-01-04	2	0	0	0	0	0	0	0
1	2027-01-05	2	0	0	0	0	0	0	0
1	2027-01-06	2	0	0	0	0	0	0	0
1	2027-01-07	2	0	0	0	0	0	0	0
1	2027-01-08	2	0	0	0	0	0	0	0
1	2027-01-09	0	0	0	0	0	0	0	0
1	2027-01-10	0	0	0	0	0	0	0	0
1	2027-01-11	2	0	0	0	0	0	0	0
1	2027-01-12	2	0	0	0	0	0	0	0
1	2027-01-13	2	0	0	0	0	0	0	0
1	2027-01-14	2	0	0	0	0	0	0	0
1	2027-01-15	2	0	0	0	0	0	0	0
1	2027-01-16	0	0	0	0	0	0	0	0
1	2027-01-17	0	0	0	0	0	0	0	0
1	2027-01-18	2	0	0	0	0	0	0	0
1	2027-01-19	2	0	0	0	0	0	0	0
1	2027-01-20	2	0	0	0	0	0	0	0
1	2027-01-21	2	0	0	0	0	0	0	0
1	2027-01-22	2	0	0	0	0	0	0	0
1	2027-01-23	0	0	0	0	0	0	0	0
1	2027-01-24	0	0	0	0	0	0	0	0
1	2027-01-25	2	0	0	0	0	0	0	0
1	2027-01-26	2	0	0	0	0	0	0	0
1	2027-01-27	2	0	0	0	0	0	0	0
1	2027-01-28	2	0	0	0	0	0	0	0
1	2027-01-29	2	0	0	0	0	0	0	0
1	2027-01-30	0	0	0	0	0	0	0	0
1	2027-01-31	0	0	0	0	0	0	0	0
1	2027-02-01	2	0	0	0	0	0	0	0
1	2027-02-02	2	0	0	0	0	0	0	0
1	2027-02-03	2	0	0	0	0	0	0	0
1	2027-02-04	2	0	0	0	0	0	0	0
1	2027-02-05	2	0	0	0	0	0	0	0
1	2027-02-06	0	0	0	0	0	0	0	0
1	2027-02-07	0	0	0	0	0	0	0	0
1	2027-02-08	2	0	0	0	0	0	0	0
1	2027-02-09	2	0	0	0	0	0	0	0
1	2027-02-10	2	0	0	0	0	0	0	0
1	2027-02-11	2	0	0	0	0	0	0	0
1	2027-02-12	2	0	0	0	0	0	0	0
1	2027-02-13	0	0	0	0	0	0	0	0
1	2027-02-14	0	0	0	0	0	0	0	0
1	2027-02-15	2	0	0	0	0	0	0	0
1	2027-02-16	2	0	0	0	0	0	0	0
1	2027-02-17	2	0	0	0	0	0	0	0
1	2027-02-18	2	0	0	0	0	0	0	0
1	2027-02-19	2	0	0	0	0	0	0	0
1	2027-02-20	0	0	0	0	0	0	0	0
1	2027-02-21	0	0	0	0	0	0	0	0
1	2027-02-22	2	0	0	0	0	0	0	0
1	2027-02-23	2	0	0	0	0	0	0	0
1	2027-02-24	2	0	0	0	0	0	0	0
1	2027-02-25	2	0	0	0	0	0	0	0
1	2027-02-26	2	0	0	0	0	0	0	0
1	2027-02-27	0	0	0	0	0	0	0	0
1	2027-02-28	0	0	0	0	0	0	0	0
1	2027-03-01	2	0	0	0	0	0	0	0
1	2027-03-02	2	0	0	0	0	0	0	0
1	2027-03-03	2	0	0	0	0	0	0	0
1	2027-03-04	2	0	0	0	0	0	0	0
1	2027-03-05	2	0	0	0	0	0	0	0
1	2027-03-06	0	0	0	0	0	0	0	0
1	2027-03-07	0	0	0	0	0	0	0	0
1	2027-03-08	2	0	0	0	0	0	0	0
1	2027-03-09	2	0	0	0	0	0	0	0
1	2027-03-10	2	0	0	0	0	0	0	0
1	2027-03-11	2	0	0	0	0	0	0	0
1	2027-03-12	2	0	0	0	0	0	0	0
1	2027-03-13	0	0	0	0	0	0	0	0
1	2027-03-14	0	0	0	0	0	0	0	0
1	2027-03-15	2	0	0	0	0	0	0	0
1	2027-03-16	2	0	0	0	0	0	0	0
1	2027-03-17	2	0	0	0	0	0	0	0
1	2027-03-18	2	0	0	0	0	0	0	0
1	2027-03-19	2	0	0	0	0	0	0	0
1	2027-03-20	0	0	0	0	0	0	0	0
1	2027-03-21	0	0	0	0	0	0	0	0
1	2027-03-22	2	0	0	0	0	0	0	0
1	2027-03-23	2	0	0	0	0	0	0	0
1	2027-03-24	2	0	0	0	0	0	0	0
1	2027-03-25	2	0	0	0	0	0	0	0
1	2027-03-26	2	0	0	0	0	0	0	0
1	2027-03-27	0	0	0	0	0	0	0	0
1	2027-03-28	0	0	0	0	0	0	0	0
1	2027-03-29	2	0	0	0	0	0	0	0
1	2027-03-30	2	0	0	0	0	0	0	0
1	2027-03-31	2	0	0	0	0	0	0	0
1	2027-04-01	2	0	0	0	0	0	0	0
1	2027-04-02	2	0	0	0	0	0	0	0
1	2027-04-03	0	0	0	0	0	0	0	0
1	2027-04-04	0	0	0	0	0	0	0	0
1	2027-04-05	2	0	0	0	0	0	0	0
1	2027-04-06	2	0	0	0	0	0	0	0
1	2027-04-07	2	0	0	0	0	0	0	0
1	2027-04-08	2	0	0	0	0	0	0	0
1	2027-04-09	2	0	0	0	0	0	0	0
1	2027-04-10	0	0	0	0	0	0	0	0
1	2027-04-11	0	0	0	0	0	0	0	0
1	2027-04-12	2	0	0	0	0	0	0	0
1	2027-04-13	2	0	0	0	0	0	0	0
1	2027-04-14	2	0	0	0	0	0	0	0
1	2027-04-15	2	0	0	0	0	0	0	0
1	2027-04-16	2	0	0	0	0	0	0	0
1	2027-04-17	0	0	0	0	0	0	0	0
1	2027-04-18	0	0	0	0	0	0	0	0
1	2027-04-19	2	0	0	0	0	0	0	0
1	2027-04-20	2	0	0	0	0	0	0	0
1	2027-04-21	2	0	0	0	0	0	0	0
1	2027-04-22	2	0	0	0	0	0	0	0
1	2027-04-23	2	0	0	0	0	0	0	0
1	2027-04-24	0	0	0	0	0	0	0	0
1	2027-04-25	0	0	0	0	0	0	0	0
1	2027-04-26	2	0	0	0	0	0	0	0
1	2027-04-27	2	0	0	0	0	0	0	0
1	2027-04-28	2	0	0	0	0	0	0	0
1	2027-04-29	2	0	0	0	0	0	0	0
1	2027-04-30	2	0	0	0	0	0	0	0
1	2027-05-01	0	0	0	0	0	0	0	0
1	2027-05-02	0	0	0	0	0	0	0	0
1	2027-05-03	2	0	0	0	0	0	0	0
1	2027-05-04	2	0	0	0	0	0	0	0
1	2027-05-05	2	0	0	0	0	0	0	0
1	2027-05-06	2	0	0	0	0	0	0	0
1	2027-05-07	2	0	0	0	0	0	0	0
1	2027-05-08	0	0	0	0	0	0	0	0
1	2027-05-09	0	0	0	0	0	0	0	0
1	2027-05-10	2	0	0	0	0	0	0	0
1	2027-05-11	2	0	0	0	0	0	0	0
1	2027-05-12	2	0	0	0	0	0	0	0
1	2027-05-13	2	0	0	0	0	0	0	0
1	2027-05-14	2	0	0	0	0	0	0	0
1	2027-05-15	0	0	0	0	0	0	0	0
1	2027-05-16	0	0	0	0	0	0	0	0
1	2027-05-17	2	0	0	0	0	0	0	0
1	2027-05-18	2	0	0	0	0	0	0	0
1	2027-05-19	2	0	0	0	0	0	0	0
1	2027-05-20	2	0	0	0	0	0	0	0
1	2027-05-21	2	0	0	0	0	0	0	0
1	2027-05-22	0	0	0	0	0	0	0	0
1	2027-05-23	0	0	0	0	0	0	0	0
1	2027-05-24	2	0	0	0	0	0	0	0
1	2027-05-25	2	0	0	0	0	0	0	0
1	2027-05-26	2	0	0	0	0	0	0	0
1	2027-05-27	2	0	0	0	0	0	0	0
1	2027-05-28	2	0	0	0	0	0	0	0
1	2027-05-29	0	0	0	0	0	0	0	0
1	2027-05-30	0	0	0	0	0	0	0	0
1	2027-05-31	2	0	0	0	0	0	0	0
1	2027-06-01	2	0	0	0	0	0	0	0
1	2027-06-02	2	0	0	0	0	0	0	0
1	2027-06-03	2	0	0	0	0	0	0	0
1	2027-06-04	2	0	0	0	0	0	0	0
1	2027-06-05	0	0	0	0	0	0	0	0
1	2027-06-06	0	0	0	0	0	0	0	0
1	2027-06-07	2	0	0	0	0	0	0	0
1	2027-06-08	2	0	0	0	0	0	0	0
1	2027-06-09	2	0	0	0	0	0	0	0
1	2027-06-10	2	0	0	0	0	0	0	0
1	2027-06-11	2	0	0	0	0	0	0	0
\.
COPY attendance_day_part (tenant_id, part, date, value, enrolled, excused, unexcused, tardy, excused_present, absent_percent) FROM stdin;
1	GRADE	2026-09-21	05	16	1	1	0	0	200
1	GRADE	2026-09-21	07	16	0	0	1	0	0
1	GRADE	2026-09-22	05	16	0	1	0	1	100
1	GRADE	2026-09-22	07	16	0	1	0	0	100
1	LANGUAGE	2026-09-21	en	21	0	1	0	0	100
1	LANGUAGE	2026-09-21	es	11	1	0	1	0	100
1	LANGUAGE	2026-09-22	en	21	0	2	0	1	200
1	LANGUAGE	2026-09-22	es	11	0	0	0	0	0
1	REASON	2026-09-21	Sick	0	1	1	1	0	200
1	REASON	2026-09-22	Sick	0	0	2	0	1	200
\.
COPY attendance_enrolled (tenant_id, school_id, grade, language_code, students) FROM stdin;
1	S1	05	en	11
1	S1	05	es	5
1	S2	07	en	10
1	S2	07	es	6
\.
COPY attendance_event (tenant_id, student_id, date, school_id, category, percent_of_day, reason, description, grade, language_code, file_name_id, run_id, line, changed_at, student_text, school_text) FROM stdin;
1	st-001	2026-09-21	S1	UNEXCUSED_ABSENCE	100	Sick	\N	05	en	2	2	2	2026-09-22 15:00:00+00	1001	101
1	st-002	2026-09-21	S2	TARDY	100	Sick	\N	07	es	2	2	3	2026-09-22 15:00:00+00	1002	102
1	st-003	2026-09-21	S1	EXCUSED_ABSENCE	100	Sick	\N	05	es	2	2	4	2026-09-22 15:00:00+00	1003	101
1	st-004	2026-09-22	S2	UNEXCUSED_ABSENCE	100	Sick	\N	07	en	2	3	5	2026-09-22 17:00:00+00	1004	102
1	st-007	2026-09-22	S1	EXCUSED_PRESENT	100	Sick	\N	05	en	2	3	9	2026-09-22 17:00:00+00	1007	101
1	st-031	2026-09-22	S1	UNEXCUSED_ABSENCE	100	Sick	\N	05	en	2	3	8	2026-09-22 17:00:00+00	1031	101
\.
COPY attendance_file_name (id, tenant_id, file_name, kind, state, near_of, near_because, first_seen_at, last_received_at, decided_at, decided_by_id, school_id_kind, student_id_kind, school_id_kind_set_at, student_id_kind_set_at, school_id_kind_set_by_id, student_id_kind_set_by_id, student_ids_read_since) FROM stdin;
1	1	calendar.csv	CALENDAR	LEARNED	\N	\N	2026-09-22 15:00:00+00	2026-09-22 15:00:00+00	\N	\N	IDENTIFIER	\N	\N	\N	\N	\N	\N
2	1	attendance.csv	ATTENDANCE	LEARNED	\N	\N	2026-09-22 15:00:00+00	2026-09-22 17:00:00+00	\N	\N	IDENTIFIER	IDENTIFIER	\N	\N	\N	\N	\N
\.
COPY attendance_issue (id, tenant_id, run_id, code, line, "column", value, params) FROM stdin;
1	1	3	ATTENDANCE_CATEGORY_UNMAPPED	6	attendance_event_category	Zebra day	\N
2	1	3	ATTENDANCE_STUDENT_UNKNOWN	7	student_id	5555	{"kind": "identifier", "other": "sourcedId"}
\.
COPY attendance_issue_group (tenant_id, run_id, code, level, effect, count, stored_count) FROM stdin;
1	3	ATTENDANCE_CATEGORY_UNMAPPED	error	row	1	1
1	3	ATTENDANCE_STUDENT_UNKNOWN	error	row	1	1
\.
COPY attendance_kept_row (id, tenant_id, run_id, file_name_id, because, received_at, expires_at, line, school_text, student_text, date, category_text, category_key, percent_of_day, reason, description, school_id, student_id, category, shares_day) FROM stdin;
1	1	3	2	UNMAPPED_CATEGORY	2026-09-22 17:00:00+00	2027-01-20 17:00:00+00	6	101	1005	2026-09-22	Zebra day	zebra day	100	Sick	\N	S1	st-005	\N	f
2	1	3	2	UNKNOWN_STUDENT	2026-09-22 17:00:00+00	2026-10-06 17:00:00+00	7	102	5555	2026-09-22	Unexcused Absence	unexcused absence	100	Sick	\N	S2	\N	\N	f
\.
COPY attendance_notice (tenant_id, date, school_id, student_id, state, category, percent_of_day, run_id, created_at, listed_at, changed_at, retracted_at) FROM stdin;
1	2026-09-22	S1	st-031	LISTED	UNEXCUSED_ABSENCE	100	3	2026-09-22 17:00:00+00	2026-09-22 17:00:00+00	2026-09-22 17:00:00+00	\N
1	2026-09-22	S2	st-004	LISTED	UNEXCUSED_ABSENCE	100	3	2026-09-22 17:00:00+00	2026-09-22 17:00:00+00	2026-09-22 17:00:00+00	\N
\.
COPY attendance_notice_list (tenant_id, school_id, date, state, run_id, held_because, facts, opened_at, held_at, skipped_at, released_at, released_by_id, released_because, reason) FROM stdin;
1	S1	2026-09-22	OPEN	3	{}	{"rowCount": 2, "absentCount": 1, "isInSession": true, "enrolledCount": 16, "isAfterCutOff": false, "isCalendarKnown": true, "medianAbsentCount": 2, "unknownStudentCount": 0}	2026-09-22 17:00:00+00	\N	\N	\N	\N	\N	\N
1	S2	2026-09-22	OPEN	3	{}	{"rowCount": 2, "absentCount": 1, "isInSession": true, "enrolledCount": 16, "isAfterCutOff": false, "isCalendarKnown": true, "medianAbsentCount": 0, "unknownStudentCount": 1}	2026-09-22 17:00:00+00	\N	\N	\N	\N	\N	\N
\.
COPY attendance_run (id, tenant_id, connection_id, delivery_id, kind, state, file_name, file_name_id, sha256, byte_count, received_at, received_date, received_minute, created_at, processing_at, held_at, applied_at, finished_at, hold_code, decided_by_id, decided_at, reason, first_date, last_date, rows_read, rows_accepted, rows_rejected, rows_ignored, rows_kept, rows_replayed, events_added, events_changed, events_corrected, events_unchanged, attempts, retry_at, failure_code, lost_workers, taken_at, taken_by, mail_due, lost_take, takes) FROM stdin;
1	1	1	17	CALENDAR	APPLIED	calendar.csv	1	158b2a786a51245307d6fe0b8a948923cd11b93cb720d20545cd34ef7028fe9e	98	2026-09-22 15:00:00+00	2026-09-22	480	2026-09-22 15:00:00+00	2026-09-22 15:00:00+00	\N	2026-09-22 15:00:00+00	2026-09-22 15:00:00+00	\N	\N	\N	\N	\N	\N	1	1	0	0	0	0	0	0	0	0	0	\N	\N	0	\N	\N	\N	\N	1
2	1	1	18	ATTENDANCE	APPLIED	attendance.csv	2	49ad07a58c038b5f4123144524c048e0d4ac8a277675b1a73fe9c610604f4f06	272	2026-09-22 15:00:00+00	2026-09-22	480	2026-09-22 15:00:00+00	2026-09-22 15:00:00+00	\N	2026-09-22 15:00:00+00	2026-09-22 15:00:00+00	\N	\N	\N	\N	2026-09-21	2026-09-21	3	3	0	0	0	0	3	0	0	0	0	\N	\N	0	\N	\N	\N	\N	1
3	1	1	19	ATTENDANCE	APPLIED	attendance.csv	2	8b8f68739b74e557fbccb4d85659bc3398ecf862c799bd667f80247a07c3b4b7	492	2026-09-22 17:00:00+00	2026-09-22	600	2026-09-22 17:00:00+00	2026-09-22 17:00:00+00	\N	2026-09-22 17:00:00+00	2026-09-22 17:00:00+00	\N	\N	\N	\N	2026-09-21	2026-09-22	8	6	2	0	2	0	3	0	0	3	0	\N	\N	0	\N	\N	\N	\N	1
\.
COPY attendance_run_day (tenant_id, run_id, school_id, date, row_count) FROM stdin;
1	2	S1	2026-09-21	2
1	2	S2	2026-09-21	1
1	3	S1	2026-09-21	2
1	3	S1	2026-09-22	3
1	3	S2	2026-09-21	1
1	3	S2	2026-09-22	2
\.
COPY attendance_school_day (tenant_id, school_id, date, is_in_session, file_name_id, run_id, first_received_at, last_received_at, file_count, enrolled, excused, unexcused, tardy, excused_present, absent_percent, implausible_because, implausible_facts, enrolled_at_first, enrolled_run_id) FROM stdin;
1	S1	2026-09-21	t	2	3	2026-09-22 15:00:00+00	2026-09-22 17:00:00+00	2	16	1	1	0	0	200	{}	\N	\N	\N
1	S1	2026-09-22	t	2	3	2026-09-22 17:00:00+00	2026-09-22 17:00:00+00	1	16	0	1	0	1	100	{}	\N	\N	\N
1	S2	2026-09-21	t	2	3	2026-09-22 15:00:00+00	2026-09-22 17:00:00+00	2	16	0	0	1	0	0	{}	\N	\N	\N
1	S2	2026-09-22	t	2	3	2026-09-22 17:00:00+00	2026-09-22 17:00:00+00	1	16	0	1	0	0	100	{}	\N	\N	\N
\.
COPY attendance_school_year (tenant_id, school_year, school_id, students, counted_days, last_date, too_few_days, below_80, from_80, from_90, from_95, chronic, absent_percent, days_received, enrolled_days, excused, tardy, unexcused) FROM stdin;
1	2027	S1	16	2	2026-09-22	16	0	0	0	0	0	300	2	32	1	0	2
1	2027	S2	16	2	2026-09-22	16	0	0	0	0	0	100	2	32	0	1	1
\.
COPY attendance_setting (tenant_id, notices_for_tardies, notice_cut_off, roll_run_id, school_year, year_start_date, year_end_date, replayed_run_id, years_valid_until) FROM stdin;
1	f	16:00	2	2027	2026-08-03	2027-06-11	2	2026-12-18
\.
COPY attendance_student (tenant_id, school_year, student_id, school_id, grade, language_code, name_key, begin_date, is_enrolled, excused_days, unexcused_days, tardy_days, excused_present_days, absent_percent) FROM stdin;
1	2027	st-001	S1	05	en	nguyen bo	\N	t	0	1	0	0	100
1	2027	st-002	S2	07	es	smith chi	\N	t	0	0	1	0	0
1	2027	st-003	S1	05	es	khan dee	\N	t	1	0	0	0	100
1	2027	st-004	S2	07	en	lopez eli	2026-09-21	t	0	1	0	0	100
1	2027	st-005	S1	05	en	brown fay	\N	t	0	0	0	0	0
1	2027	st-006	S2	07	es	ortiz gus	\N	t	0	0	0	0	0
1	2027	st-007	S1	05	en	nguyen hal	\N	t	0	0	0	1	0
1	2027	st-008	S2	07	en	smith ana	2026-09-21	t	0	0	0	0	0
1	2027	st-009	S1	05	es	khan bo	\N	t	0	0	0	0	0
1	2027	st-010	S2	07	en	lopez chi	\N	t	0	0	0	0	0
1	2027	st-011	S1	05	en	brown dee	\N	t	0	0	0	0	0
1	2027	st-012	S2	07	es	ortiz eli	2026-09-21	t	0	0	0	0	0
1	2027	st-013	S1	05	en	nguyen fay	\N	t	0	0	0	0	0
1	2027	st-014	S2	07	en	smith gus	\N	t	0	0	0	0	0
1	2027	st-015	S1	05	es	khan hal	\N	t	0	0	0	0	0
1	2027	st-016	S2	07	en	lopez ana	2026-09-21	t	0	0	0	0	0
1	2027	st-017	S1	05	en	brown bo	\N	t	0	0	0	0	0
1	2027	st-018	S2	07	es	ortiz chi	\N	t	0	0	0	0	0
1	2027	st-019	S1	05	en	nguyen dee	\N	t	0	0	0	0	0
1	2027	st-020	S2	07	en	smith eli	2026-09-21	t	0	0	0	0	0
1	2027	st-021	S1	05	es	khan fay	\N	t	0	0	0	0	0
1	2027	st-022	S2	07	en	lopez gus	\N	t	0	0	0	0	0
1	2027	st-023	S1	05	en	brown hal	\N	t	0	0	0	0	0
1	2027	st-024	S2	07	es	ortiz ana	2026-09-21	t	0	0	0	0	0
1	2027	st-025	S1	05	en	nguyen bo	\N	t	0	0	0	0	0
1	2027	st-026	S2	07	en	smith chi	\N	t	0	0	0	0	0
1	2027	st-027	S1	05	es	khan dee	\N	t	0	0	0	0	0
1	2027	st-028	S2	07	en	lopez eli	2026-09-21	t	0	0	0	0	0
1	2027	st-029	S1	05	en	brown fay	\N	t	0	0	0	0	0
1	2027	st-030	S2	07	es	ortiz gus	\N	t	0	0	0	0	0
1	2027	st-031	S1	05	en	nguyen hal	\N	t	0	1	0	0	100
1	2027	st-032	S2	07	en	smith ana	2026-09-21	t	0	0	0	0	0
\.
COPY audit_event (id, at, actor_id, actor_kind, tenant_id, action, object_type, object_id, detail, source_address) FROM stdin;
1	2026-11-30 04:59:52.057+00	\N	worker	1	sync-run.applied	sync-run	1	{}	\N
2	2026-11-30 04:59:52.317+00	\N	worker	1	sync-run.applied	sync-run	2	{}	\N
3	2026-11-30 04:59:52.921+00	\N	worker	1	circuit-break.escalated	circuit-break	3	{"version": 2}	\N
4	2026-11-30 04:59:52.927+00	\N	worker	1	circuit-break.breached	circuit-break	3	{"version": 2}	\N
5	2026-11-30 04:59:52.948+00	\N	worker	1	circuit-break.nagged	circuit-break	3	{"version": 2}	\N
\.
COPY change (tenant_id, run_id, seq, entity, counted_as, action, sourced_id, school_sourced_id, is_cascade, changed_fields, before, after, is_held_back, is_other_person) FROM stdin;
1	2	1	user	contacts	ADD	g-031	S1	f	{}	\N	\N	f	f
1	2	10	link	links	ADD	st-031\ng-031	S1	t	{}	\N	\N	f	f
1	2	11	link	links	ADD	st-032\ng-032	S2	t	{}	\N	\N	f	f
1	2	2	user	contacts	ADD	g-032	S2	f	{}	\N	\N	f	f
1	2	3	user	students	ADD	st-031	S1	f	{}	\N	\N	f	f
1	2	4	user	students	ADD	st-032	S2	f	{}	\N	\N	f	f
1	2	5	user	students	UPDATE	st-002	S2	f	{language_code,language_text,metadata}	{"metadata": {"language": "en"}, "language_code": "en", "language_text": "en"}	{"metadata": {"language": "es"}, "language_code": "es", "language_text": "es"}	f	f
1	2	6	enrollment	studentEnrollments	ADD	e-031	S1	t	{}	\N	\N	f	f
1	2	7	enrollment	studentEnrollments	ADD	e-032	S2	t	{}	\N	\N	f	f
1	2	8	demographics	demographics	ADD	st-031		t	{}	\N	\N	f	f
1	2	9	demographics	demographics	ADD	st-032		t	{}	\N	\N	f	f
1	3	1	user	contacts	REMOVE	g-016	S2	f	{}	\N	\N	f	f
1	3	10	user	contacts	REMOVE	g-025	S1	f	{}	\N	\N	f	f
1	3	11	user	contacts	REMOVE	g-026	S2	f	{}	\N	\N	f	f
1	3	12	user	contacts	REMOVE	g-027	S1	f	{}	\N	\N	f	f
1	3	13	user	contacts	REMOVE	g-028	S2	f	{}	\N	\N	f	f
1	3	14	user	contacts	REMOVE	g-029	S1	f	{}	\N	\N	f	f
1	3	15	user	contacts	REMOVE	g-030	S2	f	{}	\N	\N	f	f
1	3	16	user	students	REMOVE	st-016	S2	f	{}	\N	\N	f	f
1	3	17	user	students	REMOVE	st-017	S1	f	{}	\N	\N	f	f
1	3	18	user	students	REMOVE	st-018	S2	f	{}	\N	\N	f	f
1	3	19	user	students	REMOVE	st-019	S1	f	{}	\N	\N	f	f
1	3	2	user	contacts	REMOVE	g-017	S1	f	{}	\N	\N	f	f
1	3	20	user	students	REMOVE	st-020	S2	f	{}	\N	\N	f	f
1	3	21	user	students	REMOVE	st-021	S1	f	{}	\N	\N	f	f
1	3	22	user	students	REMOVE	st-022	S2	f	{}	\N	\N	f	f
1	3	23	user	students	REMOVE	st-023	S1	f	{}	\N	\N	f	f
1	3	24	user	students	REMOVE	st-024	S2	f	{}	\N	\N	f	f
1	3	25	user	students	REMOVE	st-025	S1	f	{}	\N	\N	f	f
1	3	26	user	students	REMOVE	st-026	S2	f	{}	\N	\N	f	f
1	3	27	user	students	REMOVE	st-027	S1	f	{}	\N	\N	f	f
1	3	28	user	students	REMOVE	st-028	S2	f	{}	\N	\N	f	f
1	3	29	user	students	REMOVE	st-029	S1	f	{}	\N	\N	f	f
1	3	3	user	contacts	REMOVE	g-018	S2	f	{}	\N	\N	f	f
1	3	30	user	students	REMOVE	st-030	S2	f	{}	\N	\N	f	f
1	3	31	enrollment	studentEnrollments	REMOVE	e-016	S2	t	{}	\N	\N	f	f
1	3	32	enrollment	studentEnrollments	REMOVE	e-017	S1	t	{}	\N	\N	f	f
1	3	33	enrollment	studentEnrollments	REMOVE	e-018	S2	t	{}	\N	\N	f	f
1	3	34	enrollment	studentEnrollments	REMOVE	e-019	S1	t	{}	\N	\N	f	f
1	3	35	enrollment	studentEnrollments	REMOVE	e-020	S2	t	{}	\N	\N	f	f
1	3	36	enrollment	studentEnrollments	REMOVE	e-021	S1	t	{}	\N	\N	f	f
1	3	37	enrollment	studentEnrollments	REMOVE	e-022	S2	t	{}	\N	\N	f	f
1	3	38	enrollment	studentEnrollments	REMOVE	e-023	S1	t	{}	\N	\N	f	f
1	3	39	enrollment	studentEnrollments	REMOVE	e-024	S2	t	{}	\N	\N	f	f
1	3	4	user	contacts	REMOVE	g-019	S1	f	{}	\N	\N	f	f
1	3	40	enrollment	studentEnrollments	REMOVE	e-025	S1	t	{}	\N	\N	f	f
1	3	41	enrollment	studentEnrollments	REMOVE	e-026	S2	t	{}	\N	\N	f	f
1	3	42	enrollment	studentEnrollments	REMOVE	e-027	S1	t	{}	\N	\N	f	f
1	3	43	enrollment	studentEnrollments	REMOVE	e-028	S2	t	{}	\N	\N	f	f
1	3	44	enrollment	studentEnrollments	REMOVE	e-029	S1	t	{}	\N	\N	f	f
1	3	45	enrollment	studentEnrollments	REMOVE	e-030	S2	t	{}	\N	\N	f	f
1	3	46	demographics	demographics	REMOVE	st-016		t	{}	\N	\N	f	f
1	3	47	demographics	demographics	REMOVE	st-017		t	{}	\N	\N	f	f
1	3	48	demographics	demographics	REMOVE	st-018		t	{}	\N	\N	f	f
1	3	49	demographics	demographics	REMOVE	st-019		t	{}	\N	\N	f	f
1	3	5	user	contacts	REMOVE	g-020	S2	f	{}	\N	\N	f	f
1	3	50	demographics	demographics	REMOVE	st-020		t	{}	\N	\N	f	f
1	3	51	demographics	demographics	REMOVE	st-021		t	{}	\N	\N	f	f
1	3	52	demographics	demographics	REMOVE	st-022		t	{}	\N	\N	f	f
1	3	53	demographics	demographics	REMOVE	st-023		t	{}	\N	\N	f	f
1	3	54	demographics	demographics	REMOVE	st-024		t	{}	\N	\N	f	f
1	3	55	demographics	demographics	REMOVE	st-025		t	{}	\N	\N	f	f
1	3	56	demographics	demographics	REMOVE	st-026		t	{}	\N	\N	f	f
1	3	57	demographics	demographics	REMOVE	st-027		t	{}	\N	\N	f	f
1	3	58	demographics	demographics	REMOVE	st-028		t	{}	\N	\N	f	f
1	3	59	demographics	demographics	REMOVE	st-029		t	{}	\N	\N	f	f
1	3	6	user	contacts	REMOVE	g-021	S1	f	{}	\N	\N	f	f
1	3	60	demographics	demographics	REMOVE	st-030		t	{}	\N	\N	f	f
1	3	61	link	links	REMOVE	st-016\ng-016	S2	t	{}	\N	\N	f	f
1	3	62	link	links	REMOVE	st-017\ng-017	S1	t	{}	\N	\N	f	f
1	3	63	link	links	REMOVE	st-018\ng-018	S2	t	{}	\N	\N	f	f
1	3	64	link	links	REMOVE	st-019\ng-019	S1	t	{}	\N	\N	f	f
1	3	65	link	links	REMOVE	st-020\ng-020	S2	t	{}	\N	\N	f	f
1	3	66	link	links	REMOVE	st-021\ng-021	S1	t	{}	\N	\N	f	f
1	3	67	link	links	REMOVE	st-022\ng-022	S2	t	{}	\N	\N	f	f
1	3	68	link	links	REMOVE	st-023\ng-023	S1	t	{}	\N	\N	f	f
1	3	69	link	links	REMOVE	st-024\ng-024	S2	t	{}	\N	\N	f	f
1	3	7	user	contacts	REMOVE	g-022	S2	f	{}	\N	\N	f	f
1	3	70	link	links	REMOVE	st-025\ng-025	S1	t	{}	\N	\N	f	f
1	3	71	link	links	REMOVE	st-026\ng-026	S2	t	{}	\N	\N	f	f
1	3	72	link	links	REMOVE	st-027\ng-027	S1	t	{}	\N	\N	f	f
1	3	73	link	links	REMOVE	st-028\ng-028	S2	t	{}	\N	\N	f	f
1	3	74	link	links	REMOVE	st-029\ng-029	S1	t	{}	\N	\N	f	f
1	3	75	link	links	REMOVE	st-030\ng-030	S2	t	{}	\N	\N	f	f
1	3	8	user	contacts	REMOVE	g-023	S1	f	{}	\N	\N	f	f
1	3	9	user	contacts	REMOVE	g-024	S2	f	{}	\N	\N	f	f
1	4	1	user	contacts	REMOVE	g-016	S2	f	{}	\N	\N	f	f
1	4	10	user	contacts	REMOVE	g-025	S1	f	{}	\N	\N	f	f
1	4	11	user	contacts	REMOVE	g-026	S2	f	{}	\N	\N	f	f
1	4	12	user	contacts	REMOVE	g-027	S1	f	{}	\N	\N	f	f
1	4	13	user	contacts	REMOVE	g-028	S2	f	{}	\N	\N	f	f
1	4	14	user	contacts	REMOVE	g-029	S1	f	{}	\N	\N	f	f
1	4	15	user	contacts	REMOVE	g-030	S2	f	{}	\N	\N	f	f
1	4	16	user	students	REMOVE	st-016	S2	f	{}	\N	\N	f	f
1	4	17	user	students	REMOVE	st-017	S1	f	{}	\N	\N	f	f
1	4	18	user	students	REMOVE	st-018	S2	f	{}	\N	\N	f	f
1	4	19	user	students	REMOVE	st-019	S1	f	{}	\N	\N	f	f
1	4	2	user	contacts	REMOVE	g-017	S1	f	{}	\N	\N	f	f
1	4	20	user	students	REMOVE	st-020	S2	f	{}	\N	\N	f	f
1	4	21	user	students	REMOVE	st-021	S1	f	{}	\N	\N	f	f
1	4	22	user	students	REMOVE	st-022	S2	f	{}	\N	\N	f	f
1	4	23	user	students	REMOVE	st-023	S1	f	{}	\N	\N	f	f
1	4	24	user	students	REMOVE	st-024	S2	f	{}	\N	\N	f	f
1	4	25	user	students	REMOVE	st-025	S1	f	{}	\N	\N	f	f
1	4	26	user	students	REMOVE	st-026	S2	f	{}	\N	\N	f	f
1	4	27	user	students	REMOVE	st-027	S1	f	{}	\N	\N	f	f
1	4	28	user	students	REMOVE	st-028	S2	f	{}	\N	\N	f	f
1	4	29	user	students	REMOVE	st-029	S1	f	{}	\N	\N	f	f
1	4	3	user	contacts	REMOVE	g-018	S2	f	{}	\N	\N	f	f
1	4	30	user	students	REMOVE	st-030	S2	f	{}	\N	\N	f	f
1	4	31	enrollment	studentEnrollments	REMOVE	e-016	S2	t	{}	\N	\N	f	f
1	4	32	enrollment	studentEnrollments	REMOVE	e-017	S1	t	{}	\N	\N	f	f
1	4	33	enrollment	studentEnrollments	REMOVE	e-018	S2	t	{}	\N	\N	f	f
1	4	34	enrollment	studentEnrollments	REMOVE	e-019	S1	t	{}	\N	\N	f	f
1	4	35	enrollment	studentEnrollments	REMOVE	e-020	S2	t	{}	\N	\N	f	f
1	4	36	enrollment	studentEnrollments	REMOVE	e-021	S1	t	{}	\N	\N	f	f
1	4	37	enrollment	studentEnrollments	REMOVE	e-022	S2	t	{}	\N	\N	f	f
1	4	38	enrollment	studentEnrollments	REMOVE	e-023	S1	t	{}	\N	\N	f	f
1	4	39	enrollment	studentEnrollments	REMOVE	e-024	S2	t	{}	\N	\N	f	f
1	4	4	user	contacts	REMOVE	g-019	S1	f	{}	\N	\N	f	f
1	4	40	enrollment	studentEnrollments	REMOVE	e-025	S1	t	{}	\N	\N	f	f
1	4	41	enrollment	studentEnrollments	REMOVE	e-026	S2	t	{}	\N	\N	f	f
1	4	42	enrollment	studentEnrollments	REMOVE	e-027	S1	t	{}	\N	\N	f	f
1	4	43	enrollment	studentEnrollments	REMOVE	e-028	S2	t	{}	\N	\N	f	f
1	4	44	enrollment	studentEnrollments	REMOVE	e-029	S1	t	{}	\N	\N	f	f
1	4	45	enrollment	studentEnrollments	REMOVE	e-030	S2	t	{}	\N	\N	f	f
1	4	46	demographics	demographics	REMOVE	st-016		t	{}	\N	\N	f	f
1	4	47	demographics	demographics	REMOVE	st-017		t	{}	\N	\N	f	f
1	4	48	demographics	demographics	REMOVE	st-018		t	{}	\N	\N	f	f
1	4	49	demographics	demographics	REMOVE	st-019		t	{}	\N	\N	f	f
1	4	5	user	contacts	REMOVE	g-020	S2	f	{}	\N	\N	f	f
1	4	50	demographics	demographics	REMOVE	st-020		t	{}	\N	\N	f	f
1	4	51	demographics	demographics	REMOVE	st-021		t	{}	\N	\N	f	f
1	4	52	demographics	demographics	REMOVE	st-022		t	{}	\N	\N	f	f
1	4	53	demographics	demographics	REMOVE	st-023		t	{}	\N	\N	f	f
1	4	54	demographics	demographics	REMOVE	st-024		t	{}	\N	\N	f	f
1	4	55	demographics	demographics	REMOVE	st-025		t	{}	\N	\N	f	f
1	4	56	demographics	demographics	REMOVE	st-026		t	{}	\N	\N	f	f
1	4	57	demographics	demographics	REMOVE	st-027		t	{}	\N	\N	f	f
1	4	58	demographics	demographics	REMOVE	st-028		t	{}	\N	\N	f	f
1	4	59	demographics	demographics	REMOVE	st-029		t	{}	\N	\N	f	f
1	4	6	user	contacts	REMOVE	g-021	S1	f	{}	\N	\N	f	f
1	4	60	demographics	demographics	REMOVE	st-030		t	{}	\N	\N	f	f
1	4	61	link	links	REMOVE	st-016\ng-016	S2	t	{}	\N	\N	f	f
1	4	62	link	links	REMOVE	st-017\ng-017	S1	t	{}	\N	\N	f	f
1	4	63	link	links	REMOVE	st-018\ng-018	S2	t	{}	\N	\N	f	f
1	4	64	link	links	REMOVE	st-019\ng-019	S1	t	{}	\N	\N	f	f
1	4	65	link	links	REMOVE	st-020\ng-020	S2	t	{}	\N	\N	f	f
1	4	66	link	links	REMOVE	st-021\ng-021	S1	t	{}	\N	\N	f	f
1	4	67	link	links	REMOVE	st-022\ng-022	S2	t	{}	\N	\N	f	f
1	4	68	link	links	REMOVE	st-023\ng-023	S1	t	{}	\N	\N	f	f
1	4	69	link	links	REMOVE	st-024\ng-024	S2	t	{}	\N	\N	f	f
1	4	7	user	contacts	REMOVE	g-022	S2	f	{}	\N	\N	f	f
1	4	70	link	links	REMOVE	st-025\ng-025	S1	t	{}	\N	\N	f	f
1	4	71	link	links	REMOVE	st-026\ng-026	S2	t	{}	\N	\N	f	f
1	4	72	link	links	REMOVE	st-027\ng-027	S1	t	{}	\N	\N	f	f
1	4	73	link	links	REMOVE	st-028\ng-028	S2	t	{}	\N	\N	f	f
1	4	74	link	links	REMOVE	st-029\ng-029	S1	t	{}	\N	\N	f	f
1	4	75	link	links	REMOVE	st-030\ng-030	S2	t	{}	\N	\N	f	f
1	4	8	user	contacts	REMOVE	g-023	S1	f	{}	\N	\N	f	f
1	4	9	user	contacts	REMOVE	g-024	S2	f	{}	\N	\N	f	f
\.
COPY change_count (tenant_id, run_id, entity, action, school_sourced_id, count, cascade_count) FROM stdin;
1	1	classes	ADD	S1	1	0
1	1	classes	ADD	S2	1	0
1	1	contacts	ADD	S1	15	0
1	1	contacts	ADD	S2	15	0
1	1	courses	ADD	D1	1	0
1	1	demographics	ADD		30	0
1	1	links	ADD	S1	15	0
1	1	links	ADD	S2	15	0
1	1	orgs	ADD		1	0
1	1	orgs	ADD	S1	1	0
1	1	orgs	ADD	S2	1	0
1	1	sessions	ADD		3	0
1	1	staff	ADD	S1	1	0
1	1	staff	ADD	S2	1	0
1	1	staffEnrollments	ADD	S1	1	0
1	1	staffEnrollments	ADD	S2	1	0
1	1	studentEnrollments	ADD	S1	15	0
1	1	studentEnrollments	ADD	S2	15	0
1	1	students	ADD	S1	15	0
1	1	students	ADD	S2	15	0
1	2	contacts	ADD	S1	1	0
1	2	contacts	ADD	S2	1	0
1	2	demographics	ADD		2	2
1	2	links	ADD	S1	1	1
1	2	links	ADD	S2	1	1
1	2	studentEnrollments	ADD	S1	1	1
1	2	studentEnrollments	ADD	S2	1	1
1	2	students	ADD	S1	1	0
1	2	students	ADD	S2	1	0
1	2	students	UPDATE	S2	1	0
1	3	contacts	REMOVE	S1	7	0
1	3	contacts	REMOVE	S2	8	0
1	3	demographics	REMOVE		15	15
1	3	links	REMOVE	S1	7	7
1	3	links	REMOVE	S2	8	8
1	3	studentEnrollments	REMOVE	S1	7	7
1	3	studentEnrollments	REMOVE	S2	8	8
1	3	students	REMOVE	S1	7	0
1	3	students	REMOVE	S2	8	0
1	4	contacts	REMOVE	S1	7	0
1	4	contacts	REMOVE	S2	8	0
1	4	demographics	REMOVE		15	15
1	4	links	REMOVE	S1	7	7
1	4	links	REMOVE	S2	8	8
1	4	studentEnrollments	REMOVE	S1	7	7
1	4	studentEnrollments	REMOVE	S2	8	8
1	4	students	REMOVE	S1	7	0
1	4	students	REMOVE	S2	8	0
\.
COPY circuit_break (id, tenant_id, connection_id, kind, state, opened_at, decided_at, decided_by_id, decided_version, reason, decided_scope, reason_code, assignee_id, snoozed_until, first_look_at, first_look_by_id, escalated_at, breached_at, reminded_at, quiet_until, continues_id) FROM stdin;
1	1	1	ONBOARDING	APPROVED	2026-08-05 15:00:00+00	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
2	1	1	LIMITS	APPROVED	2026-09-22 15:00:00+00	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
3	1	1	LIMITS	OPEN	2026-09-23 15:00:00+00	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	2026-09-26 16:00:00+00	2026-09-26 16:00:00+00	2026-09-26 16:00:00+00	\N	\N
\.
COPY circuit_break_event (id, tenant_id, break_id, version, at, kind, actor_id, actor_kind, text, detail) FROM stdin;
1	1	1	1	2026-08-05 15:00:00+00	OPENED	\N	worker	\N	{"runId": 1, "isSame": false}
2	1	2	1	2026-09-22 15:00:00+00	OPENED	\N	worker	\N	{"runId": 2, "isSame": false}
3	1	3	1	2026-09-23 15:00:00+00	OPENED	\N	worker	\N	{"runId": 3, "isSame": false}
4	1	3	2	2026-09-26 15:00:00+00	NEW_VERSION	\N	worker	\N	{"runId": 4, "isSame": true}
5	1	3	2	2026-09-26 16:00:00+00	ESCALATED	\N	worker	\N	{}
6	1	3	2	2026-09-26 16:00:00+00	BREACHED	\N	worker	\N	{}
7	1	3	2	2026-09-26 16:00:00+00	NAGGED	\N	worker	\N	{}
\.
COPY circuit_break_version (tenant_id, break_id, version, run_id, fingerprint, created_at, tags, group_hashes, held_back_count) FROM stdin;
1	1	1	1	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	2026-08-05 15:00:00+00	{}	{"orgs ADD": "3:3d5dd12f757753bd", "links ADD": "30:0", "staff ADD": "2:2bfc72c7dcbe6e51", "classes ADD": "2:630697e046c16e41", "courses ADD": "1:23f777952ef896c2", "contacts ADD": "30:97c8d0d8832f36da", "sessions ADD": "3:56d31c3249d4d57f", "students ADD": "30:8f507ca04d620d8", "demographics ADD": "30:cf01c956390cca3d", "staffEnrollments ADD": "2:ee728bb2e03d0d9b", "studentEnrollments ADD": "30:7f7be49736617fd2"}	0
1	2	1	2	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	2026-09-22 15:00:00+00	{}	{"links ADD": "2:c694690cc13de2bc", "contacts ADD": "2:49fed938b7c5df9e", "students ADD": "2:a92ed2e5764451c0", "students UPDATE": "1:bef17e8c624f3407", "demographics ADD": "2:7d3a91022d692337", "studentEnrollments ADD": "2:cf30406873223cf6"}	0
1	3	1	3	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	2026-09-23 15:00:00+00	{}	{"links REMOVE": "15:e355c4d7e4631d56", "contacts REMOVE": "15:94df30e89bee01d7", "students REMOVE": "15:8b5591e38c1d84f9", "demographics REMOVE": "15:8b5591e38c1d84f9", "studentEnrollments REMOVE": "15:be27826bdac2580e"}	0
1	3	2	4	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	2026-09-26 15:00:00+00	{}	{"links REMOVE": "15:e355c4d7e4631d56", "contacts REMOVE": "15:94df30e89bee01d7", "students REMOVE": "15:8b5591e38c1d84f9", "demographics REMOVE": "15:8b5591e38c1d84f9", "studentEnrollments REMOVE": "15:be27826bdac2580e"}	0
\.
COPY connection (id, tenant_id, kind, apply_slot, apply_at, paused_at, created_at, baseline_run_id, school_terms) FROM stdin;
1	1	SFTP_ONEROSTER	ON_ARRIVAL	02:00	\N	2026-08-05 15:00:00+00	2	[["2026-08-03", "2026-12-18"], ["2027-01-04", "2027-06-11"]]
\.
COPY connection_feed (tenant_id, feed, connection_id) FROM stdin;
1	ATTENDANCE	1
1	CALENDAR	1
1	ROSTER	1
\.
COPY delivery (id, tenant_id, connection_id, file_name, state, byte_count, sha256, storage_key, source_address, started_at, received_at, touched_at, sync_run_id, replaced_by_id, bytes_deleted_at, archive_content) FROM stdin;
1	1	1	manifest.csv	RECEIVED	359	fabca362aa25f4238d1e708f8951a1e1677c2c938f4428e9f03deb27a18ac6af	test/7188cf3ae76a9e57	127.0.0.1	2026-11-30 04:59:51.709+00	2026-08-05 15:00:00+00	2026-11-30 04:59:51.709+00	1	\N	\N	\N
10	1	1	orgs.csv	RECEIVED	175	92baee7d1c2425557f78f2f2f5c70f26bd73a31fee6c003e7a68546938da1d4b	test/44824e2def4741f8	127.0.0.1	2026-11-30 04:59:52.081+00	2026-09-22 15:00:00+00	2026-11-30 04:59:52.081+00	2	\N	\N	\N
11	1	1	academicSessions.csv	RECEIVED	240	a9fe36eb4b44dbdd367070029472236b995d418ea3c7af82dff94947a23f618e	test/a031038d0ec75de4	127.0.0.1	2026-11-30 04:59:52.081+00	2026-09-22 15:00:00+00	2026-11-30 04:59:52.081+00	2	\N	\N	\N
12	1	1	courses.csv	RECEIVED	142	47535da5679d29c6474df1a1b55e8097351ab0869d7581dc14f6e6c2d4f4638a	test/37133be351b868b8	127.0.0.1	2026-11-30 04:59:52.081+00	2026-09-22 15:00:00+00	2026-11-30 04:59:52.081+00	2	\N	\N	\N
13	1	1	classes.csv	RECEIVED	253	e3deb316d395b1dbe45eca9f9967b0b10ac6c96802fb4c313159a099c8574202	test/4f56a1aaa2b1c092	127.0.0.1	2026-11-30 04:59:52.081+00	2026-09-22 15:00:00+00	2026-11-30 04:59:52.081+00	2	\N	\N	\N
14	1	1	users.csv	RECEIVED	4910	5e310d8267fd36c7b8d890a4e77189200087e37c0165a900320e4368350e3141	test/1a5b16aae8d680c8	127.0.0.1	2026-11-30 04:59:52.081+00	2026-09-22 15:00:00+00	2026-11-30 04:59:52.081+00	2	\N	\N	\N
15	1	1	enrollments.csv	RECEIVED	1583	87064cda83a5e6b8efb1fd60b52136228a0d8cbf7c71c5d7895c01d2464faec7	test/f7df5ac4606e25de	127.0.0.1	2026-11-30 04:59:52.081+00	2026-09-22 15:00:00+00	2026-11-30 04:59:52.081+00	2	\N	\N	\N
16	1	1	demographics.csv	RECEIVED	913	b73d0304a98e663dc4a28133199c82b264ce6309babcc603694e7b11f183912a	test/2662a2b190ceab62	127.0.0.1	2026-11-30 04:59:52.081+00	2026-09-22 15:00:00+00	2026-11-30 04:59:52.081+00	2	\N	\N	\N
17	1	1	calendar.csv	RECEIVED	98	158b2a786a51245307d6fe0b8a948923cd11b93cb720d20545cd34ef7028fe9e	test/24b76aaceb9cc74a	127.0.0.1	2026-09-22 15:00:00+00	2026-09-22 15:00:00+00	2026-09-22 14:59:00+00	\N	\N	\N	\N
18	1	1	attendance.csv	RECEIVED	272	49ad07a58c038b5f4123144524c048e0d4ac8a277675b1a73fe9c610604f4f06	test/291cc61e84d59975	127.0.0.1	2026-09-22 15:00:00+00	2026-09-22 15:00:00+00	2026-09-22 14:59:00+00	\N	0	\N	\N
19	1	1	attendance.csv	RECEIVED	492	8b8f68739b74e557fbccb4d85659bc3398ecf862c799bd667f80247a07c3b4b7	test/84c39209b4689c80	127.0.0.1	2026-09-22 17:00:00+00	2026-09-22 17:00:00+00	2026-09-22 16:59:00+00	\N	\N	\N	\N
2	1	1	orgs.csv	RECEIVED	175	92baee7d1c2425557f78f2f2f5c70f26bd73a31fee6c003e7a68546938da1d4b	test/a7e64b9a0bd1e8b3	127.0.0.1	2026-11-30 04:59:51.709+00	2026-08-05 15:00:00+00	2026-11-30 04:59:51.709+00	1	\N	\N	\N
20	1	1	manifest.csv	RECEIVED	359	fabca362aa25f4238d1e708f8951a1e1677c2c938f4428e9f03deb27a18ac6af	test/b470604a097b80f8	127.0.0.1	2026-11-30 04:59:52.604+00	2026-09-23 15:00:00+00	2026-11-30 04:59:52.604+00	3	\N	\N	\N
21	1	1	orgs.csv	RECEIVED	175	92baee7d1c2425557f78f2f2f5c70f26bd73a31fee6c003e7a68546938da1d4b	test/a46458378da3471d	127.0.0.1	2026-11-30 04:59:52.604+00	2026-09-23 15:00:00+00	2026-11-30 04:59:52.604+00	3	\N	\N	\N
22	1	1	academicSessions.csv	RECEIVED	240	a9fe36eb4b44dbdd367070029472236b995d418ea3c7af82dff94947a23f618e	test/699a5c9ea04c1fc4	127.0.0.1	2026-11-30 04:59:52.604+00	2026-09-23 15:00:00+00	2026-11-30 04:59:52.604+00	3	\N	\N	\N
23	1	1	courses.csv	RECEIVED	142	47535da5679d29c6474df1a1b55e8097351ab0869d7581dc14f6e6c2d4f4638a	test/094fd2c78186e6fd	127.0.0.1	2026-11-30 04:59:52.604+00	2026-09-23 15:00:00+00	2026-11-30 04:59:52.604+00	3	\N	\N	\N
24	1	1	classes.csv	RECEIVED	253	e3deb316d395b1dbe45eca9f9967b0b10ac6c96802fb4c313159a099c8574202	test/21f146c1e3a3f6fe	127.0.0.1	2026-11-30 04:59:52.604+00	2026-09-23 15:00:00+00	2026-11-30 04:59:52.604+00	3	\N	\N	\N
25	1	1	users.csv	RECEIVED	2746	2514bcb08bf160b909c37a3c414d78abcf72d4715bd3692537d7a2f1cff40031	test/e15a2912f2b59c4f	127.0.0.1	2026-11-30 04:59:52.604+00	2026-09-23 15:00:00+00	2026-11-30 04:59:52.604+00	3	\N	\N	\N
26	1	1	enrollments.csv	RECEIVED	918	8eef4e51a51efc479077235740f5aa8e9533957669247d3bf1899126181824a0	test/b1f77be5093118b5	127.0.0.1	2026-11-30 04:59:52.604+00	2026-09-23 15:00:00+00	2026-11-30 04:59:52.604+00	3	\N	\N	\N
27	1	1	demographics.csv	RECEIVED	509	efb56be6e6eb3c8f6630726b0ba607c36bb6eea5d0554bb1eb0912aed8be7645	test/82c7ba480016de5d	127.0.0.1	2026-11-30 04:59:52.604+00	2026-09-23 15:00:00+00	2026-11-30 04:59:52.604+00	3	\N	\N	\N
28	1	1	manifest.csv	RECEIVED	359	fabca362aa25f4238d1e708f8951a1e1677c2c938f4428e9f03deb27a18ac6af	test/67ced2a90a414bc3	127.0.0.1	2026-11-30 04:59:52.757+00	2026-09-26 15:00:00+00	2026-11-30 04:59:52.757+00	4	\N	\N	\N
29	1	1	orgs.csv	RECEIVED	175	92baee7d1c2425557f78f2f2f5c70f26bd73a31fee6c003e7a68546938da1d4b	test/c163d4d20629e1e0	127.0.0.1	2026-11-30 04:59:52.757+00	2026-09-26 15:00:00+00	2026-11-30 04:59:52.757+00	4	\N	\N	\N
3	1	1	academicSessions.csv	RECEIVED	240	a9fe36eb4b44dbdd367070029472236b995d418ea3c7af82dff94947a23f618e	test/96169ef54d1af421	127.0.0.1	2026-11-30 04:59:51.709+00	2026-08-05 15:00:00+00	2026-11-30 04:59:51.709+00	1	\N	\N	\N
30	1	1	academicSessions.csv	RECEIVED	240	a9fe36eb4b44dbdd367070029472236b995d418ea3c7af82dff94947a23f618e	test/e53a898f970588f0	127.0.0.1	2026-11-30 04:59:52.757+00	2026-09-26 15:00:00+00	2026-11-30 04:59:52.757+00	4	\N	\N	\N
31	1	1	courses.csv	RECEIVED	142	47535da5679d29c6474df1a1b55e8097351ab0869d7581dc14f6e6c2d4f4638a	test/1ec3e9bfc6fc9596	127.0.0.1	2026-11-30 04:59:52.757+00	2026-09-26 15:00:00+00	2026-11-30 04:59:52.757+00	4	\N	\N	\N
32	1	1	classes.csv	RECEIVED	253	e3deb316d395b1dbe45eca9f9967b0b10ac6c96802fb4c313159a099c8574202	test/09e07d399bdb2e2b	127.0.0.1	2026-11-30 04:59:52.757+00	2026-09-26 15:00:00+00	2026-11-30 04:59:52.757+00	4	\N	\N	\N
33	1	1	users.csv	RECEIVED	2746	2514bcb08bf160b909c37a3c414d78abcf72d4715bd3692537d7a2f1cff40031	test/5a9d5bbeb9a0990f	127.0.0.1	2026-11-30 04:59:52.757+00	2026-09-26 15:00:00+00	2026-11-30 04:59:52.757+00	4	\N	\N	\N
34	1	1	enrollments.csv	RECEIVED	918	8eef4e51a51efc479077235740f5aa8e9533957669247d3bf1899126181824a0	test/ce34ed724617ae74	127.0.0.1	2026-11-30 04:59:52.757+00	2026-09-26 15:00:00+00	2026-11-30 04:59:52.757+00	4	\N	\N	\N
35	1	1	demographics.csv	RECEIVED	509	efb56be6e6eb3c8f6630726b0ba607c36bb6eea5d0554bb1eb0912aed8be7645	test/d9446ed5dc5a5615	127.0.0.1	2026-11-30 04:59:52.757+00	2026-09-26 15:00:00+00	2026-11-30 04:59:52.757+00	4	\N	\N	\N
4	1	1	courses.csv	RECEIVED	142	47535da5679d29c6474df1a1b55e8097351ab0869d7581dc14f6e6c2d4f4638a	test/ed9b00f8c8e88f3a	127.0.0.1	2026-11-30 04:59:51.709+00	2026-08-05 15:00:00+00	2026-11-30 04:59:51.709+00	1	\N	\N	\N
5	1	1	classes.csv	RECEIVED	253	e3deb316d395b1dbe45eca9f9967b0b10ac6c96802fb4c313159a099c8574202	test/5ca3eda6d5d423a7	127.0.0.1	2026-11-30 04:59:51.709+00	2026-08-05 15:00:00+00	2026-11-30 04:59:51.709+00	1	\N	\N	\N
6	1	1	users.csv	RECEIVED	4616	d555a50d9120a40358171fcce44154087415c779ebaf73b5d641aaa0c3eb164d	test/7377ea5e8d0d1cf5	127.0.0.1	2026-11-30 04:59:51.709+00	2026-08-05 15:00:00+00	2026-11-30 04:59:51.709+00	1	\N	\N	\N
7	1	1	enrollments.csv	RECEIVED	1497	1ea925468493648a4fb9ce321dde63d5ee5da2ee4376e9fe918d9d0d56c547ef	test/216949c21961bd88	127.0.0.1	2026-11-30 04:59:51.709+00	2026-08-05 15:00:00+00	2026-11-30 04:59:51.709+00	1	\N	\N	\N
8	1	1	demographics.csv	RECEIVED	859	2636eaab8a3c8ad4318236f3999091ababebe525a727020895408c74045834a1	test/f63bcd1f2f2fc2f8	127.0.0.1	2026-11-30 04:59:51.709+00	2026-08-05 15:00:00+00	2026-11-30 04:59:51.709+00	1	\N	\N	\N
9	1	1	manifest.csv	RECEIVED	359	fabca362aa25f4238d1e708f8951a1e1677c2c938f4428e9f03deb27a18ac6af	test/792b9f4194d0b896	127.0.0.1	2026-11-30 04:59:52.081+00	2026-09-22 15:00:00+00	2026-11-30 04:59:52.081+00	2	\N	\N	\N
\.
COPY gate_result (tenant_id, run_id, school_sourced_id, criterion, outcome, count, base, required) FROM stdin;
1	1		classesWithTeacher	passed	2	2	95
1	1		dangling	passed	0	133	1
1	1		duplicates	passed	0	\N	0
1	1		languageFilled	passed	30	30	90
1	1		languagesSeveral	notDeclared	2	\N	\N
1	1		requiredFiles	passed	0	\N	0
1	1		schoolCount	notDeclared	2	\N	\N
1	1		sessionCurrent	passed	2	\N	1
1	1		staffMailUnique	passed	2	2	98
1	1		studentCount	notDeclared	30	\N	\N
1	1		studentsInClass	passed	30	30	95
1	1		studentsReachable	failed	22	30	90
\.
COPY live_table_revision (tenant_id, live_table, revision) FROM stdin;
1	roster_academic_session	1
1	roster_class	1
1	roster_course	1
1	roster_demographics	4
1	roster_enrollment	4
1	roster_org	1
1	roster_user	4
\.
COPY outbox_event (tenant_id, id, "position", kind, at, payload) FROM stdin;
1	1	1	roster.held	2026-08-05 15:00:00+00	{"runId": 1, "breakId": 1, "version": 1, "connectionId": 1}
1	2	2	roster.applied	2026-08-05 15:00:00+00	{"runId": 1, "isFirst": true, "connectionId": 1}
1	3	3	roster.live	2026-08-05 15:00:00+00	{"runId": 1, "connectionId": 1}
1	4	4	roster.held	2026-09-22 15:00:00+00	{"runId": 2, "breakId": 2, "version": 1, "connectionId": 1}
1	5	5	roster.applied	2026-09-22 15:00:00+00	{"runId": 2, "isFirst": false, "connectionId": 1}
1	6	6	roster.held	2026-09-23 15:00:00+00	{"runId": 3, "breakId": 3, "version": 1, "connectionId": 1}
1	7	7	roster.held	2026-09-26 15:00:00+00	{"runId": 4, "breakId": 3, "version": 2, "connectionId": 1}
\.
COPY outbox_mail (id, tenant_id, kind, to_address, to_name, subject, text, html, thread_key, created_at, next_attempt_at, attempts, sent_at, sent_via, failed_at, last_error_code) FROM stdin;
1	1	run-held	staff@example.org	Staff	Cedar Valley: the first roster waits for your review	The first roster of Cedar Valley has been checked and waits for your review.\n\nThis is the first roster of this district, so a person looks at it before it is applied.\n\nNone of it is live before somebody approves it.\n\nThis update expires if no new roster files arrive for seven days. Days in a pause or blackout do not count.\n\nReview:\nhttp://localhost:3000/districts/cedar-valley/runs/1\n\n-- \nQuestions? Answer this email or write to implementations@talkingpts.org; a person reads it.\nYou get this email because you look after this district.\nTalkingPoints Connector, sent from noreply@connector.localhost\n	<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="color-scheme" content="light">\n<title>Cedar Valley: the first roster waits for your review</title></head>\n<body style="margin:0;padding:0;background:#ffffff;color:#1d2b3a;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 16px">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px"><tr><td align="left">\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;font-weight:bold">The first roster of Cedar Valley has been checked and waits for your review.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">This is the first roster of this district, so a person looks at it before it is applied.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">None of it is live before somebody approves it.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">This update expires if no new roster files arrive for seven days. Days in a pause or blackout do not count.</p>\n<p style="margin:0 0 8px"><a href="http://localhost:3000/districts/cedar-valley/runs/1" style="display:inline-block;padding:12px 24px;min-height:20px;background:#0c5c6c;color:#ffffff;border-radius:6px;font-size:16px;line-height:20px;text-decoration:none;font-weight:bold">Review</a></p><p style="margin:0 0 16px;font-size:14px;line-height:20px;overflow-wrap:anywhere;word-break:break-all"><a href="http://localhost:3000/districts/cedar-valley/runs/1" style="color:#0c5c6c">http://localhost:3000/districts/cedar-valley/runs/1</a></p>\n<div style="border-top:1px solid #d5dce4;padding-top:16px;color:#526071">\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">Questions? Answer this email or write to implementations@talkingpts.org; a person reads it.</p>\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">You get this email because you look after this district.</p>\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">TalkingPoints Connector, sent from noreply@connector.localhost</p>\n</div></td></tr></table></td></tr></table></body></html>	run-1	2026-08-05 15:00:00+00	2026-08-05 15:00:00+00	0	\N	\N	\N	\N
10	1	review-nag	staff@example.org	Staff	Cedar Valley: an update has waited 3 days	The held update of Cedar Valley has waited 3 days while newer files keep coming.\n\nNothing is applied before somebody decides, or newer files pass every check without a review.\n\nReview:\nhttp://localhost:3000/reviews/3\n\n-- \nQuestions? Answer this email or write to implementations@talkingpts.org; a person reads it.\nYou get this email because you look after this district.\nTalkingPoints Connector, sent from noreply@connector.localhost\n	<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="color-scheme" content="light">\n<title>Cedar Valley: an update has waited 3 days</title></head>\n<body style="margin:0;padding:0;background:#ffffff;color:#1d2b3a;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 16px">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px"><tr><td align="left">\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;font-weight:bold">The held update of Cedar Valley has waited 3 days while newer files keep coming.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">Nothing is applied before somebody decides, or newer files pass every check without a review.</p>\n<p style="margin:0 0 8px"><a href="http://localhost:3000/reviews/3" style="display:inline-block;padding:12px 24px;min-height:20px;background:#0c5c6c;color:#ffffff;border-radius:6px;font-size:16px;line-height:20px;text-decoration:none;font-weight:bold">Review</a></p><p style="margin:0 0 16px;font-size:14px;line-height:20px;overflow-wrap:anywhere;word-break:break-all"><a href="http://localhost:3000/reviews/3" style="color:#0c5c6c">http://localhost:3000/reviews/3</a></p>\n<div style="border-top:1px solid #d5dce4;padding-top:16px;color:#526071">\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">Questions? Answer this email or write to implementations@talkingpts.org; a person reads it.</p>\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">You get this email because you look after this district.</p>\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">TalkingPoints Connector, sent from noreply@connector.localhost</p>\n</div></td></tr></table></td></tr></table></body></html>	review-3	2026-09-26 16:00:00+00	2026-09-26 16:00:00+00	0	\N	\N	\N	\N
2	1	update-held	contact@example.org	Contact	Cedar Valley: your first roster arrived	The first roster of Cedar Valley arrived and could be read. A person at TalkingPoints looks at every first roster before it is used.\n\nWe aim to be done within one business day, and write to you when the roster is live.\n\nSend the files every day, best by a nightly export. If no new roster files arrive for seven days, this update expires and none of it is applied.\n\nSee what arrived:\nhttp://localhost:3000/districts/cedar-valley/runs/1\n\n-- \nQuestions? Answer this email or write to implementations@talkingpts.org; a person reads it.\nYou get this email because you are a tech contact of Cedar Valley.\nTalkingPoints Connector, sent from noreply@connector.localhost\n	<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="color-scheme" content="light">\n<title>Cedar Valley: your first roster arrived</title></head>\n<body style="margin:0;padding:0;background:#ffffff;color:#1d2b3a;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 16px">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px"><tr><td align="left">\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;font-weight:bold">The first roster of Cedar Valley arrived and could be read. A person at TalkingPoints looks at every first roster before it is used.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">We aim to be done within one business day, and write to you when the roster is live.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">Send the files every day, best by a nightly export. If no new roster files arrive for seven days, this update expires and none of it is applied.</p>\n<p style="margin:0 0 8px"><a href="http://localhost:3000/districts/cedar-valley/runs/1" style="display:inline-block;padding:12px 24px;min-height:20px;background:#0c5c6c;color:#ffffff;border-radius:6px;font-size:16px;line-height:20px;text-decoration:none;font-weight:bold">See what arrived</a></p><p style="margin:0 0 16px;font-size:14px;line-height:20px;overflow-wrap:anywhere;word-break:break-all"><a href="http://localhost:3000/districts/cedar-valley/runs/1" style="color:#0c5c6c">http://localhost:3000/districts/cedar-valley/runs/1</a></p>\n<div style="border-top:1px solid #d5dce4;padding-top:16px;color:#526071">\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">Questions? Answer this email or write to implementations@talkingpts.org; a person reads it.</p>\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">You get this email because you are a tech contact of Cedar Valley.</p>\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">TalkingPoints Connector, sent from noreply@connector.localhost</p>\n</div></td></tr></table></td></tr></table></body></html>	review-1	2026-08-05 15:00:00+00	2026-08-05 15:00:00+00	0	\N	\N	\N	\N
3	1	roster-live	staff@example.org	Staff	Cedar Valley: the first roster is live	The first roster of Cedar Valley was approved and is live.\n\nIt has:\n2 schools\n30 students\n2 members of staff\n2 classes\n\nLook whether schools, grades and home languages are what you know of this district.\n\nLook at the roster:\nhttp://localhost:3000/districts/cedar-valley/roster\n\n-- \nQuestions? Write to partnersupport@talkingpts.org; a person reads it.\nYou get this email because you look after this district.\nTalkingPoints Connector, sent from noreply@connector.localhost\n	<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="color-scheme" content="light">\n<title>Cedar Valley: the first roster is live</title></head>\n<body style="margin:0;padding:0;background:#ffffff;color:#1d2b3a;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 16px">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px"><tr><td align="left">\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;font-weight:bold">The first roster of Cedar Valley was approved and is live.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">It has:<br>2 schools<br>30 students<br>2 members of staff<br>2 classes</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">Look whether schools, grades and home languages are what you know of this district.</p>\n<p style="margin:0 0 8px"><a href="http://localhost:3000/districts/cedar-valley/roster" style="display:inline-block;padding:12px 24px;min-height:20px;background:#0c5c6c;color:#ffffff;border-radius:6px;font-size:16px;line-height:20px;text-decoration:none;font-weight:bold">Look at the roster</a></p><p style="margin:0 0 16px;font-size:14px;line-height:20px;overflow-wrap:anywhere;word-break:break-all"><a href="http://localhost:3000/districts/cedar-valley/roster" style="color:#0c5c6c">http://localhost:3000/districts/cedar-valley/roster</a></p>\n<div style="border-top:1px solid #d5dce4;padding-top:16px;color:#526071">\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">Questions? Write to partnersupport@talkingpts.org; a person reads it.</p>\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">You get this email because you look after this district.</p>\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">TalkingPoints Connector, sent from noreply@connector.localhost</p>\n</div></td></tr></table></td></tr></table></body></html>	run-1	2026-08-05 15:00:00+00	2026-08-05 15:00:00+00	0	\N	\N	\N	\N
4	1	roster-live	contact@example.org	Contact	Cedar Valley: the first roster is live	The first roster of Cedar Valley was approved and is live.\n\nIt has:\n2 schools\n30 students\n2 members of staff\n2 classes\n\nSign in to TalkingPoints with your preferred sign-in method and verify your data: are the right schools and grades there, and are classes with the right teachers?\n\nIf anything looks off, write to partnersupport@talkingpts.org right away.\n\nSign in to TalkingPoints:\nhttps://app.talkingpts.org/districts\n\nGo on sending the whole set of files. Each is checked, and what it changes is applied automatically unless a circuit break stops it for a review.\n\nSo that staff who choose digest emails get them, allow email from mandrillapp.com.\n\n-- \nQuestions? Write to partnersupport@talkingpts.org; a person reads it.\nYou get this email because you are a tech contact of Cedar Valley.\nTalkingPoints Connector, sent from noreply@connector.localhost\n	<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="color-scheme" content="light">\n<title>Cedar Valley: the first roster is live</title></head>\n<body style="margin:0;padding:0;background:#ffffff;color:#1d2b3a;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 16px">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px"><tr><td align="left">\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;font-weight:bold">The first roster of Cedar Valley was approved and is live.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">It has:<br>2 schools<br>30 students<br>2 members of staff<br>2 classes</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">Sign in to TalkingPoints with your preferred sign-in method and verify your data: are the right schools and grades there, and are classes with the right teachers?</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">If anything looks off, write to partnersupport@talkingpts.org right away.</p>\n<p style="margin:0 0 8px"><a href="https://app.talkingpts.org/districts" style="display:inline-block;padding:12px 24px;min-height:20px;background:#0c5c6c;color:#ffffff;border-radius:6px;font-size:16px;line-height:20px;text-decoration:none;font-weight:bold">Sign in to TalkingPoints</a></p><p style="margin:0 0 16px;font-size:14px;line-height:20px;overflow-wrap:anywhere;word-break:break-all"><a href="https://app.talkingpts.org/districts" style="color:#0c5c6c">https://app.talkingpts.org/districts</a></p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">Go on sending the whole set of files. Each is checked, and what it changes is applied automatically unless a circuit break stops it for a review.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">So that staff who choose digest emails get them, allow email from mandrillapp.com.</p>\n<div style="border-top:1px solid #d5dce4;padding-top:16px;color:#526071">\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">Questions? Write to partnersupport@talkingpts.org; a person reads it.</p>\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">You get this email because you are a tech contact of Cedar Valley.</p>\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">TalkingPoints Connector, sent from noreply@connector.localhost</p>\n</div></td></tr></table></td></tr></table></body></html>	run-1	2026-08-05 15:00:00+00	2026-08-05 15:00:00+00	0	\N	\N	\N	\N
5	1	run-held	staff@example.org	Staff	Cedar Valley: an update waits for your review	An update of Cedar Valley was stopped by a circuit break and waits for your review.\n\nThese are the first files after a pause or a long silence, so a person looks at them once.\n\nUntil somebody decides, the live roster stays as it is.\n\nThis update expires if no new roster files arrive for seven days. Days in a pause or blackout do not count.\n\nReview:\nhttp://localhost:3000/districts/cedar-valley/runs/2\n\n-- \nQuestions? Answer this email or write to implementations@talkingpts.org; a person reads it.\nYou get this email because you look after this district.\nTalkingPoints Connector, sent from noreply@connector.localhost\n	<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="color-scheme" content="light">\n<title>Cedar Valley: an update waits for your review</title></head>\n<body style="margin:0;padding:0;background:#ffffff;color:#1d2b3a;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 16px">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px"><tr><td align="left">\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;font-weight:bold">An update of Cedar Valley was stopped by a circuit break and waits for your review.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">These are the first files after a pause or a long silence, so a person looks at them once.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">Until somebody decides, the live roster stays as it is.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">This update expires if no new roster files arrive for seven days. Days in a pause or blackout do not count.</p>\n<p style="margin:0 0 8px"><a href="http://localhost:3000/districts/cedar-valley/runs/2" style="display:inline-block;padding:12px 24px;min-height:20px;background:#0c5c6c;color:#ffffff;border-radius:6px;font-size:16px;line-height:20px;text-decoration:none;font-weight:bold">Review</a></p><p style="margin:0 0 16px;font-size:14px;line-height:20px;overflow-wrap:anywhere;word-break:break-all"><a href="http://localhost:3000/districts/cedar-valley/runs/2" style="color:#0c5c6c">http://localhost:3000/districts/cedar-valley/runs/2</a></p>\n<div style="border-top:1px solid #d5dce4;padding-top:16px;color:#526071">\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">Questions? Answer this email or write to implementations@talkingpts.org; a person reads it.</p>\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">You get this email because you look after this district.</p>\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">TalkingPoints Connector, sent from noreply@connector.localhost</p>\n</div></td></tr></table></td></tr></table></body></html>	run-2	2026-09-22 15:00:00+00	2026-09-22 15:00:00+00	0	\N	\N	\N	\N
6	1	update-held	contact@example.org	Contact	Cedar Valley: your update is under review (a circuit break)	The last update of Cedar Valley is under review: a circuit break stopped it, and a person at TalkingPoints looks at its changes before any of them is applied. The first files after a pause or a long silence are always looked at once. The live roster is unchanged, and your staff and families still see it.\n\nThis is a normal part of the cycle. Your data may take an additional day or so to update.\n\nKeep your nightly export running. If no new roster files arrive for seven days, this update expires and none of it is applied.\n\nIf we need to know whether you expected the changes, we ask you: the faster you answer, the faster we can clear it.\n\nSee what arrived:\nhttp://localhost:3000/districts/cedar-valley/runs/2\n\nUnderstanding circuit breaks:\nhttp://localhost:3000/help/circuit-breaks\n\n-- \nQuestions? Answer this email or write to implementations@talkingpts.org; a person reads it.\nYou get this email because you are a tech contact of Cedar Valley.\nTalkingPoints Connector, sent from noreply@connector.localhost\n	<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="color-scheme" content="light">\n<title>Cedar Valley: your update is under review (a circuit break)</title></head>\n<body style="margin:0;padding:0;background:#ffffff;color:#1d2b3a;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 16px">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px"><tr><td align="left">\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;font-weight:bold">The last update of Cedar Valley is under review: a circuit break stopped it, and a person at TalkingPoints looks at its changes before any of them is applied. The first files after a pause or a long silence are always looked at once. The live roster is unchanged, and your staff and families still see it.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">This is a normal part of the cycle. Your data may take an additional day or so to update.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">Keep your nightly export running. If no new roster files arrive for seven days, this update expires and none of it is applied.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">If we need to know whether you expected the changes, we ask you: the faster you answer, the faster we can clear it.</p>\n<p style="margin:0 0 8px"><a href="http://localhost:3000/districts/cedar-valley/runs/2" style="display:inline-block;padding:12px 24px;min-height:20px;background:#0c5c6c;color:#ffffff;border-radius:6px;font-size:16px;line-height:20px;text-decoration:none;font-weight:bold">See what arrived</a></p><p style="margin:0 0 16px;font-size:14px;line-height:20px;overflow-wrap:anywhere;word-break:break-all"><a href="http://localhost:3000/districts/cedar-valley/runs/2" style="color:#0c5c6c">http://localhost:3000/districts/cedar-valley/runs/2</a></p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">Understanding circuit breaks:<br>http://localhost:3000/help/circuit-breaks</p>\n<div style="border-top:1px solid #d5dce4;padding-top:16px;color:#526071">\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">Questions? Answer this email or write to implementations@talkingpts.org; a person reads it.</p>\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">You get this email because you are a tech contact of Cedar Valley.</p>\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">TalkingPoints Connector, sent from noreply@connector.localhost</p>\n</div></td></tr></table></td></tr></table></body></html>	review-2	2026-09-22 15:00:00+00	2026-09-22 15:00:00+00	0	\N	\N	\N	\N
7	1	run-held	staff@example.org	Staff	Cedar Valley: an update waits for your review	An update of Cedar Valley was stopped by a circuit break and waits for your review.\n\nAt Cedar Middle, 8 of 16 students would be removed, 50 %. The limit is 8 students.\nAt Cedar Middle, 8 of 16 contacts would be removed, 50 %. The limit is 8 contacts.\n\nUntil somebody decides, the live roster stays as it is.\n\nThis update expires if no new roster files arrive for seven days. Days in a pause or blackout do not count.\n\nReview:\nhttp://localhost:3000/districts/cedar-valley/runs/3\n\n-- \nQuestions? Answer this email or write to implementations@talkingpts.org; a person reads it.\nYou get this email because you look after this district.\nTalkingPoints Connector, sent from noreply@connector.localhost\n	<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="color-scheme" content="light">\n<title>Cedar Valley: an update waits for your review</title></head>\n<body style="margin:0;padding:0;background:#ffffff;color:#1d2b3a;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 16px">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px"><tr><td align="left">\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;font-weight:bold">An update of Cedar Valley was stopped by a circuit break and waits for your review.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">At Cedar Middle, 8 of 16 students would be removed, 50 %. The limit is 8 students.<br>At Cedar Middle, 8 of 16 contacts would be removed, 50 %. The limit is 8 contacts.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">Until somebody decides, the live roster stays as it is.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">This update expires if no new roster files arrive for seven days. Days in a pause or blackout do not count.</p>\n<p style="margin:0 0 8px"><a href="http://localhost:3000/districts/cedar-valley/runs/3" style="display:inline-block;padding:12px 24px;min-height:20px;background:#0c5c6c;color:#ffffff;border-radius:6px;font-size:16px;line-height:20px;text-decoration:none;font-weight:bold">Review</a></p><p style="margin:0 0 16px;font-size:14px;line-height:20px;overflow-wrap:anywhere;word-break:break-all"><a href="http://localhost:3000/districts/cedar-valley/runs/3" style="color:#0c5c6c">http://localhost:3000/districts/cedar-valley/runs/3</a></p>\n<div style="border-top:1px solid #d5dce4;padding-top:16px;color:#526071">\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">Questions? Answer this email or write to implementations@talkingpts.org; a person reads it.</p>\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">You get this email because you look after this district.</p>\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">TalkingPoints Connector, sent from noreply@connector.localhost</p>\n</div></td></tr></table></td></tr></table></body></html>	run-3	2026-09-23 15:00:00+00	2026-09-23 15:00:00+00	0	\N	\N	\N	\N
8	1	update-held	contact@example.org	Contact	Cedar Valley: your update is under review (a circuit break)	The last update of Cedar Valley is under review: a circuit break stopped it, and a person at TalkingPoints looks at its changes before any of them is applied. It would change more than usual. The live roster is unchanged, and your staff and families still see it.\n\nThis is a normal part of the cycle. Your data may take an additional day or so to update.\n\nKeep your nightly export running. If no new roster files arrive for seven days, this update expires and none of it is applied.\n\nIf we need to know whether you expected the changes, we ask you: the faster you answer, the faster we can clear it.\n\nSee what arrived:\nhttp://localhost:3000/districts/cedar-valley/runs/3\n\nUnderstanding circuit breaks:\nhttp://localhost:3000/help/circuit-breaks\n\n-- \nQuestions? Answer this email or write to implementations@talkingpts.org; a person reads it.\nYou get this email because you are a tech contact of Cedar Valley.\nTalkingPoints Connector, sent from noreply@connector.localhost\n	<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="color-scheme" content="light">\n<title>Cedar Valley: your update is under review (a circuit break)</title></head>\n<body style="margin:0;padding:0;background:#ffffff;color:#1d2b3a;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 16px">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px"><tr><td align="left">\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;font-weight:bold">The last update of Cedar Valley is under review: a circuit break stopped it, and a person at TalkingPoints looks at its changes before any of them is applied. It would change more than usual. The live roster is unchanged, and your staff and families still see it.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">This is a normal part of the cycle. Your data may take an additional day or so to update.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">Keep your nightly export running. If no new roster files arrive for seven days, this update expires and none of it is applied.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">If we need to know whether you expected the changes, we ask you: the faster you answer, the faster we can clear it.</p>\n<p style="margin:0 0 8px"><a href="http://localhost:3000/districts/cedar-valley/runs/3" style="display:inline-block;padding:12px 24px;min-height:20px;background:#0c5c6c;color:#ffffff;border-radius:6px;font-size:16px;line-height:20px;text-decoration:none;font-weight:bold">See what arrived</a></p><p style="margin:0 0 16px;font-size:14px;line-height:20px;overflow-wrap:anywhere;word-break:break-all"><a href="http://localhost:3000/districts/cedar-valley/runs/3" style="color:#0c5c6c">http://localhost:3000/districts/cedar-valley/runs/3</a></p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">Understanding circuit breaks:<br>http://localhost:3000/help/circuit-breaks</p>\n<div style="border-top:1px solid #d5dce4;padding-top:16px;color:#526071">\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">Questions? Answer this email or write to implementations@talkingpts.org; a person reads it.</p>\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">You get this email because you are a tech contact of Cedar Valley.</p>\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">TalkingPoints Connector, sent from noreply@connector.localhost</p>\n</div></td></tr></table></td></tr></table></body></html>	review-3	2026-09-23 15:00:00+00	2026-09-23 15:00:00+00	0	\N	\N	\N	\N
9	1	review-late	contact@example.org	Contact	Cedar Valley: your update is taking longer than usual	The update of Cedar Valley has been under review for more than two business days. We are sorry.\n\nWhy it is under review:\nAt Cedar Middle, 8 of 16 students would be removed, 50 %. The limit is 8 students.\nAt Cedar Middle, 8 of 16 contacts would be removed, 50 %. The limit is 8 contacts.\n\nThe lead of our implementation team looks at it. The live roster is unchanged, and your staff and families still see it.\n\nKeep your nightly export running. If no new roster files arrive for seven days, this update expires and none of it is applied.\n\nSee the update:\nhttp://localhost:3000/districts/cedar-valley/runs/4\n\nIf you need it sooner, write to partnersupport@talkingpts.org.\n\nUnderstanding circuit breaks:\nhttp://localhost:3000/help/circuit-breaks\n\n-- \nQuestions? Write to partnersupport@talkingpts.org; a person reads it.\nYou get this email because you are a tech contact of Cedar Valley.\nTalkingPoints Connector, sent from noreply@connector.localhost\n	<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="color-scheme" content="light">\n<title>Cedar Valley: your update is taking longer than usual</title></head>\n<body style="margin:0;padding:0;background:#ffffff;color:#1d2b3a;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 16px">\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px"><tr><td align="left">\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;font-weight:bold">The update of Cedar Valley has been under review for more than two business days. We are sorry.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">Why it is under review:<br>At Cedar Middle, 8 of 16 students would be removed, 50 %. The limit is 8 students.<br>At Cedar Middle, 8 of 16 contacts would be removed, 50 %. The limit is 8 contacts.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">The lead of our implementation team looks at it. The live roster is unchanged, and your staff and families still see it.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">Keep your nightly export running. If no new roster files arrive for seven days, this update expires and none of it is applied.</p>\n<p style="margin:0 0 8px"><a href="http://localhost:3000/districts/cedar-valley/runs/4" style="display:inline-block;padding:12px 24px;min-height:20px;background:#0c5c6c;color:#ffffff;border-radius:6px;font-size:16px;line-height:20px;text-decoration:none;font-weight:bold">See the update</a></p><p style="margin:0 0 16px;font-size:14px;line-height:20px;overflow-wrap:anywhere;word-break:break-all"><a href="http://localhost:3000/districts/cedar-valley/runs/4" style="color:#0c5c6c">http://localhost:3000/districts/cedar-valley/runs/4</a></p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">If you need it sooner, write to partnersupport@talkingpts.org.</p>\n<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;">Understanding circuit breaks:<br>http://localhost:3000/help/circuit-breaks</p>\n<div style="border-top:1px solid #d5dce4;padding-top:16px;color:#526071">\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">Questions? Write to partnersupport@talkingpts.org; a person reads it.</p>\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">You get this email because you are a tech contact of Cedar Valley.</p>\n<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">TalkingPoints Connector, sent from noreply@connector.localhost</p>\n</div></td></tr></table></td></tr></table></body></html>	review-3	2026-09-26 16:00:00+00	2026-09-26 16:00:00+00	0	\N	\N	\N	\N
\.
COPY roster_academic_session (tenant_id, sourced_id, title, type, start_date, end_date, parent_sourced_id, school_year, metadata, line_hash, line_number, run_id, removed_at) FROM stdin;
1	T1	Fall	term	2026-08-03	2026-12-18	Y1	2027	\N	-2138682402144846462	3	1	\N
1	T2	Spring	term	2027-01-04	2027-06-11	Y1	2027	\N	-2013185442411525859	4	1	\N
1	Y1	2026-2027	schoolYear	2026-08-03	2027-06-11	\N	2027	\N	5804428657309049312	2	1	\N
\.
COPY roster_class (tenant_id, sourced_id, title, grades, course_sourced_id, class_code, class_type, location, school_sourced_id, term_sourced_ids, subjects, subject_codes, periods, metadata, line_hash, line_number, run_id, removed_at, has_course_title) FROM stdin;
1	K1	Reading 1	{05}	C1	R-1	scheduled	\N	S1	{T1,T2}	{}	{}	{1}	\N	5290140596294059409	2	1	\N	f
1	K2	Reading 2	{07}	C1	R-2	scheduled	\N	S2	{T1}	{}	{}	{2}	\N	3057043888741706704	3	1	\N	f
\.
COPY roster_count (tenant_id, entity, facet, value, count) FROM stdin;
1	academicSession			3
1	class			2
1	class	school	S1	1
1	class	school	S2	1
1	classes			2
1	classes	school	S1	1
1	classes	school	S2	1
1	contacts			32
1	contacts	filled:phone		24
1	contacts	filled:phone	S1	13
1	contacts	filled:phone	S2	11
1	contacts	filled:reachable		24
1	contacts	filled:reachable	S1	13
1	contacts	filled:reachable	S2	11
1	contacts	school	S1	16
1	contacts	school	S2	16
1	course			1
1	course	school	D1	1
1	courses			1
1	courses	school	D1	1
1	demographics			32
1	enrollment			34
1	enrollment	role	student	32
1	enrollment	role	teacher	2
1	enrollment	school	S1	17
1	enrollment	school	S2	17
1	link			32
1	links			32
1	org			3
1	orgs			3
1	sessions			3
1	staff			2
1	staff	filled:email		2
1	staff	filled:email	S1	1
1	staff	filled:email	S2	1
1	staff	filled:reachable		2
1	staff	filled:reachable	S1	1
1	staff	filled:reachable	S2	1
1	staff	school	S1	1
1	staff	school	S2	1
1	staffEnrollments			2
1	staffEnrollments	school	S1	1
1	staffEnrollments	school	S2	1
1	studentEnrollments			32
1	studentEnrollments	school	S1	16
1	studentEnrollments	school	S2	16
1	students			32
1	students	filled:email		32
1	students	filled:email	S1	16
1	students	filled:email	S2	16
1	students	filled:grades		32
1	students	filled:grades	S1	16
1	students	filled:grades	S2	16
1	students	filled:identifier		32
1	students	filled:identifier	S1	16
1	students	filled:identifier	S2	16
1	students	filled:language_code		32
1	students	filled:language_code	S1	16
1	students	filled:language_code	S2	16
1	students	filled:reachable		32
1	students	filled:reachable	S1	16
1	students	filled:reachable	S2	16
1	students	school	S1	16
1	students	school	S2	16
1	user			66
1	user	grade	05	16
1	user	grade	07	16
1	user	language	en	21
1	user	language	es	11
1	user	role	guardian	32
1	user	role	student	32
1	user	role	teacher	2
1	user	school	S1	33
1	user	school	S2	33
1	user	schoolRole	S1|guardian	16
1	user	schoolRole	S1|student	16
1	user	schoolRole	S1|teacher	1
1	user	schoolRole	S2|guardian	16
1	user	schoolRole	S2|student	16
1	user	schoolRole	S2|teacher	1
\.
COPY roster_course (tenant_id, sourced_id, school_year_sourced_id, title, course_code, grades, org_sourced_id, subjects, subject_codes, metadata, line_hash, line_number, run_id, removed_at) FROM stdin;
1	C1	Y1	Reading	R1	{05}	D1	{}	{}	\N	2591671593196885698	2	1	\N
\.
COPY roster_demographics (tenant_id, sourced_id, birth_date, sex, american_indian_or_alaska_native, asian, black_or_african_american, native_hawaiian_or_other_pacific_islander, white, demographic_race_two_or_more_races, hispanic_or_latino_ethnicity, country_of_birth_code, state_of_birth_abbreviation, city_of_birth, public_school_residence_status, metadata, line_hash, line_number, run_id, removed_at) FROM stdin;
1	st-001	2015-02-11	female	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	-3370930033819243994	2	1	\N
1	st-002	2015-03-12	male	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	7393642756850091765	3	1	\N
1	st-003	2015-04-13	female	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	-6508903193357046577	4	1	\N
1	st-004	2015-05-14	male	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	-4287741135431401420	5	1	\N
1	st-005	2015-06-15	female	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	784261163771667496	6	1	\N
1	st-006	2015-07-16	male	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	5960242817482733716	7	1	\N
1	st-007	2015-08-17	female	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	5835482652457577216	8	1	\N
1	st-008	2015-09-18	male	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	-7640574365386285089	9	1	\N
1	st-009	2015-01-10	female	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	5854321791197878851	10	1	\N
1	st-010	2015-02-11	male	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	6361281008251095268	11	1	\N
1	st-011	2015-03-12	female	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	3462866797336931504	12	1	\N
1	st-012	2015-04-13	male	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	5293937283956724139	13	1	\N
1	st-013	2015-05-14	female	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	-189855705218990715	14	1	\N
1	st-014	2015-06-15	male	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	397013939640535584	15	1	\N
1	st-015	2015-07-16	female	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	1269361974331533043	16	1	\N
1	st-016	2015-08-17	male	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	-4669214191416875042	17	1	\N
1	st-017	2015-09-18	female	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	-8517403813025853823	18	1	\N
1	st-018	2015-01-10	male	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	-9066032364429627326	19	1	\N
1	st-019	2015-02-11	female	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	-7775388698440051412	20	1	\N
1	st-020	2015-03-12	male	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	-4307960885730053643	21	1	\N
1	st-021	2015-04-13	female	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	-7920341895573467258	22	1	\N
1	st-022	2015-05-14	male	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	-6651260340312537098	23	1	\N
1	st-023	2015-06-15	female	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	3896698440055741013	24	1	\N
1	st-024	2015-07-16	male	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	5928015972440710683	25	1	\N
1	st-025	2015-08-17	female	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	-6460712425894668144	26	1	\N
1	st-026	2015-09-18	male	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	1931317807615599869	27	1	\N
1	st-027	2015-01-10	female	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	5971647320542584440	28	1	\N
1	st-028	2015-02-11	male	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	1202110330783178926	29	1	\N
1	st-029	2015-03-12	female	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	7707587842158167185	30	1	\N
1	st-030	2015-04-13	male	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	4070440999199632204	31	1	\N
1	st-031	2015-05-14	female	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	-4278193590516913351	32	2	\N
1	st-032	2015-06-15	male	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	-5072640211477084146	33	2	\N
\.
COPY roster_enrollment (tenant_id, sourced_id, class_sourced_id, school_sourced_id, user_sourced_id, role, is_primary, begin_date, end_date, metadata, line_hash, line_number, run_id, removed_at) FROM stdin;
1	e-001	K1	S1	st-001	student	f	2026-08-03	\N	\N	5656130910898448768	4	1	\N
1	e-002	K2	S2	st-002	student	f	2026-08-03	\N	\N	8724779573897060406	5	1	\N
1	e-003	K1	S1	st-003	student	f	2026-08-03	\N	\N	-5017497232883727228	6	1	\N
1	e-004	K2	S2	st-004	student	f	2026-09-21	\N	\N	-8239017551699129017	7	1	\N
1	e-005	K1	S1	st-005	student	f	2026-08-03	\N	\N	-3524708412295368082	8	1	\N
1	e-006	K2	S2	st-006	student	f	2026-08-03	\N	\N	8661949623800139019	9	1	\N
1	e-007	K1	S1	st-007	student	f	2026-08-03	\N	\N	-3723417963121167201	10	1	\N
1	e-008	K2	S2	st-008	student	f	2026-09-21	\N	\N	-5577512746450145910	11	1	\N
1	e-009	K1	S1	st-009	student	f	2026-08-03	2026-09-11	\N	-7141388930606401493	12	1	\N
1	e-010	K2	S2	st-010	student	f	2026-08-03	\N	\N	-367469070519102492	13	1	\N
1	e-011	K1	S1	st-011	student	f	2026-08-03	\N	\N	8851000907935217091	14	1	\N
1	e-012	K2	S2	st-012	student	f	2026-09-21	\N	\N	-4575509599393345428	15	1	\N
1	e-013	K1	S1	st-013	student	f	2026-08-03	\N	\N	746820810841505217	16	1	\N
1	e-014	K2	S2	st-014	student	f	2026-08-03	\N	\N	1300304390918534478	17	1	\N
1	e-015	K1	S1	st-015	student	f	2026-08-03	\N	\N	9155339464497530133	18	1	\N
1	e-016	K2	S2	st-016	student	f	2026-09-21	\N	\N	-4214713362913920780	19	1	\N
1	e-017	K1	S1	st-017	student	f	2026-08-03	\N	\N	6122471798615701049	20	1	\N
1	e-018	K2	S2	st-018	student	f	2026-08-03	2026-09-11	\N	-1463953908232266280	21	1	\N
1	e-019	K1	S1	st-019	student	f	2026-08-03	\N	\N	6955800515763891111	22	1	\N
1	e-020	K2	S2	st-020	student	f	2026-09-21	\N	\N	-6709204642822661178	23	1	\N
1	e-021	K1	S1	st-021	student	f	2026-08-03	\N	\N	2291148877325476009	24	1	\N
1	e-022	K2	S2	st-022	student	f	2026-08-03	\N	\N	7975806995580921058	25	1	\N
1	e-023	K1	S1	st-023	student	f	2026-08-03	\N	\N	-2321699619554109682	26	1	\N
1	e-024	K2	S2	st-024	student	f	2026-09-21	\N	\N	-7132726139911841295	27	1	\N
1	e-025	K1	S1	st-025	student	f	2026-08-03	\N	\N	-4271039012924756775	28	1	\N
1	e-026	K2	S2	st-026	student	f	2026-08-03	\N	\N	5388196294403958233	29	1	\N
1	e-027	K1	S1	st-027	student	f	2026-08-03	2026-09-11	\N	5387747744331614117	30	1	\N
1	e-028	K2	S2	st-028	student	f	2026-09-21	\N	\N	7002077279593488469	31	1	\N
1	e-029	K1	S1	st-029	student	f	2026-08-03	\N	\N	-5148064240000538556	32	1	\N
1	e-030	K2	S2	st-030	student	f	2026-08-03	\N	\N	-7277271613838101159	33	1	\N
1	e-031	K1	S1	st-031	student	f	2026-08-03	\N	\N	953923324247890985	34	2	\N
1	e-032	K2	S2	st-032	student	f	2026-09-21	\N	\N	-4463836485541207841	35	2	\N
1	e-t1	K1	S1	t-1	teacher	t	\N	\N	\N	-9175805395145962570	2	1	\N
1	e-t2	K2	S2	t-2	teacher	t	\N	\N	\N	7987826808333223469	3	1	\N
\.
COPY roster_link (tenant_id, student_sourced_id, contact_sourced_id, run_id, removed_at) FROM stdin;
1	st-001	g-001	1	\N
1	st-002	g-002	1	\N
1	st-003	g-003	1	\N
1	st-004	g-004	1	\N
1	st-005	g-005	1	\N
1	st-006	g-006	1	\N
1	st-007	g-007	1	\N
1	st-008	g-008	1	\N
1	st-009	g-009	1	\N
1	st-010	g-010	1	\N
1	st-011	g-011	1	\N
1	st-012	g-012	1	\N
1	st-013	g-013	1	\N
1	st-014	g-014	1	\N
1	st-015	g-015	1	\N
1	st-016	g-016	1	\N
1	st-017	g-017	1	\N
1	st-018	g-018	1	\N
1	st-019	g-019	1	\N
1	st-020	g-020	1	\N
1	st-021	g-021	1	\N
1	st-022	g-022	1	\N
1	st-023	g-023	1	\N
1	st-024	g-024	1	\N
1	st-025	g-025	1	\N
1	st-026	g-026	1	\N
1	st-027	g-027	1	\N
1	st-028	g-028	1	\N
1	st-029	g-029	1	\N
1	st-030	g-030	1	\N
1	st-031	g-031	2	\N
1	st-032	g-032	2	\N
\.
COPY roster_org (tenant_id, sourced_id, name, type, identifier, parent_sourced_id, metadata, line_hash, line_number, run_id, removed_at) FROM stdin;
1	D1	Cedar Valley	district	900	\N	\N	5115733277805720922	2	1	\N
1	S1	Cedar Elementary	school	101	D1	\N	-4241463851971317565	3	1	\N
1	S2	Cedar Middle	school	102	D1	\N	-4719730104331102684	4	1	\N
\.
COPY roster_user (tenant_id, sourced_id, enabled_user, org_sourced_ids, role, username, user_ids, given_name, family_name, middle_name, identifier, email, sms, phone, agent_sourced_ids, grades, language_code, language_text, ell, metadata, school_sourced_id, name_key, given_key, email_key, line_hash, line_number, run_id, removed_at, sms_e164, phone_e164) FROM stdin;
1	g-001	t	{S1}	guardian	g1	{}	Par	Nguyen	\N	\N	\N	\N	(212) 736-1001	{}	{}	\N	\N	\N	\N	S1	nguyen par	par	\N	8454857856552328358	34	1	\N	\N	+12127361001
1	g-002	t	{S2}	guardian	g2	{}	Par	Smith	\N	\N	\N	\N	(212) 736-1002	{}	{}	\N	\N	\N	\N	S2	smith par	par	\N	4046949878595709304	35	1	\N	\N	+12127361002
1	g-003	t	{S1}	guardian	g3	{}	Par	Khan	\N	\N	\N	\N	999-999-9999	{}	{}	\N	\N	\N	\N	S1	khan par	par	\N	-6969059913957565864	36	1	\N	\N	\N
1	g-004	t	{S2}	guardian	g4	{}	Par	Lopez	\N	\N	none	\N	(212) 736-1004	{}	{}	\N	\N	\N	\N	S2	lopez par	par	\N	-2632509832157893888	37	1	\N	\N	+12127361004
1	g-005	t	{S1}	guardian	g5	{}	Par	Brown	\N	\N	\N	\N	(212) 736-1005	{}	{}	\N	\N	\N	\N	S1	brown par	par	\N	452649174301456338	38	1	\N	\N	+12127361005
1	g-006	t	{S2}	guardian	g6	{}	Par	Ortiz	\N	\N	\N	\N	N/A	{}	{}	\N	\N	\N	\N	S2	ortiz par	par	\N	-4006190437669611529	39	1	\N	\N	\N
1	g-007	t	{S1}	guardian	g7	{}	Par	Nguyen	\N	\N	\N	\N	(212) 736-1007	{}	{}	\N	\N	\N	\N	S1	nguyen par	par	\N	6759713634774727653	40	1	\N	\N	+12127361007
1	g-008	t	{S2}	guardian	g8	{}	Par	Smith	\N	\N	none	\N	(212) 736-1008	{}	{}	\N	\N	\N	\N	S2	smith par	par	\N	1884029273762592835	41	1	\N	\N	+12127361008
1	g-009	t	{S1}	guardian	g9	{}	Par	Khan	\N	\N	\N	\N	(212) 736-1009	{}	{}	\N	\N	\N	\N	S1	khan par	par	\N	3006955774843734343	42	1	\N	\N	+12127361009
1	g-010	t	{S2}	guardian	g10	{}	Par	Lopez	\N	\N	\N	\N	(212) 736-1010	{}	{}	\N	\N	\N	\N	S2	lopez par	par	\N	-1822662353231318038	43	1	\N	\N	+12127361010
1	g-011	t	{S1}	guardian	g11	{}	Par	Brown	\N	\N	\N	\N	(212) 736-1011	{}	{}	\N	\N	\N	\N	S1	brown par	par	\N	7284507782119033677	44	1	\N	\N	+12127361011
1	g-012	t	{S2}	guardian	g12	{}	Par	Ortiz	\N	\N	none	\N	N/A	{}	{}	\N	\N	\N	\N	S2	ortiz par	par	\N	-4942488738861866978	45	1	\N	\N	\N
1	g-013	t	{S1}	guardian	g13	{}	Par	Nguyen	\N	\N	\N	\N	999-999-9999	{}	{}	\N	\N	\N	\N	S1	nguyen par	par	\N	4727552258380529896	46	1	\N	\N	\N
1	g-014	t	{S2}	guardian	g14	{}	Par	Smith	\N	\N	\N	\N	(212) 736-1014	{}	{}	\N	\N	\N	\N	S2	smith par	par	\N	743064977008233813	47	1	\N	\N	+12127361014
1	g-015	t	{S1}	guardian	g15	{}	Par	Khan	\N	\N	\N	\N	(212) 736-1015	{}	{}	\N	\N	\N	\N	S1	khan par	par	\N	-4999993224786494352	48	1	\N	\N	+12127361015
1	g-016	t	{S2}	guardian	g16	{}	Par	Lopez	\N	\N	none	\N	(212) 736-1016	{}	{}	\N	\N	\N	\N	S2	lopez par	par	\N	2205298778057651944	49	1	\N	\N	+12127361016
1	g-017	t	{S1}	guardian	g17	{}	Par	Brown	\N	\N	\N	\N	(212) 736-1017	{}	{}	\N	\N	\N	\N	S1	brown par	par	\N	-5020262907297739769	50	1	\N	\N	+12127361017
1	g-018	t	{S2}	guardian	g18	{}	Par	Ortiz	\N	\N	\N	\N	N/A	{}	{}	\N	\N	\N	\N	S2	ortiz par	par	\N	7409189292379628460	51	1	\N	\N	\N
1	g-019	t	{S1}	guardian	g19	{}	Par	Nguyen	\N	\N	\N	\N	(212) 736-1019	{}	{}	\N	\N	\N	\N	S1	nguyen par	par	\N	7816271389296382946	52	1	\N	\N	+12127361019
1	g-020	t	{S2}	guardian	g20	{}	Par	Smith	\N	\N	none	\N	(212) 736-1020	{}	{}	\N	\N	\N	\N	S2	smith par	par	\N	-2849420753144230725	53	1	\N	\N	+12127361020
1	g-021	t	{S1}	guardian	g21	{}	Par	Khan	\N	\N	\N	\N	(212) 736-1021	{}	{}	\N	\N	\N	\N	S1	khan par	par	\N	1855616277709027194	54	1	\N	\N	+12127361021
1	g-022	t	{S2}	guardian	g22	{}	Par	Lopez	\N	\N	\N	\N	(212) 736-1022	{}	{}	\N	\N	\N	\N	S2	lopez par	par	\N	1907234411333477828	55	1	\N	\N	+12127361022
1	g-023	t	{S1}	guardian	g23	{}	Par	Brown	\N	\N	\N	\N	999-999-9999	{}	{}	\N	\N	\N	\N	S1	brown par	par	\N	3821167526723068934	56	1	\N	\N	\N
1	g-024	t	{S2}	guardian	g24	{}	Par	Ortiz	\N	\N	none	\N	N/A	{}	{}	\N	\N	\N	\N	S2	ortiz par	par	\N	8114687663914730809	57	1	\N	\N	\N
1	g-025	t	{S1}	guardian	g25	{}	Par	Nguyen	\N	\N	\N	\N	(212) 736-1025	{}	{}	\N	\N	\N	\N	S1	nguyen par	par	\N	1479497951898453454	58	1	\N	\N	+12127361025
1	g-026	t	{S2}	guardian	g26	{}	Par	Smith	\N	\N	\N	\N	(212) 736-1026	{}	{}	\N	\N	\N	\N	S2	smith par	par	\N	-5941923628377717561	59	1	\N	\N	+12127361026
1	g-027	t	{S1}	guardian	g27	{}	Par	Khan	\N	\N	\N	\N	(212) 736-1027	{}	{}	\N	\N	\N	\N	S1	khan par	par	\N	-2293472184866659685	60	1	\N	\N	+12127361027
1	g-028	t	{S2}	guardian	g28	{}	Par	Lopez	\N	\N	none	\N	(212) 736-1028	{}	{}	\N	\N	\N	\N	S2	lopez par	par	\N	-7420425028410911381	61	1	\N	\N	+12127361028
1	g-029	t	{S1}	guardian	g29	{}	Par	Brown	\N	\N	\N	\N	(212) 736-1029	{}	{}	\N	\N	\N	\N	S1	brown par	par	\N	-5947690944393025173	62	1	\N	\N	+12127361029
1	g-030	t	{S2}	guardian	g30	{}	Par	Ortiz	\N	\N	\N	\N	N/A	{}	{}	\N	\N	\N	\N	S2	ortiz par	par	\N	-6191562767581733915	63	1	\N	\N	\N
1	g-031	t	{S1}	guardian	g31	{}	Par	Nguyen	\N	\N	\N	\N	(212) 736-1031	{}	{}	\N	\N	\N	\N	S1	nguyen par	par	\N	-7495781523588084276	66	2	\N	\N	+12127361031
1	g-032	t	{S2}	guardian	g32	{}	Par	Smith	\N	\N	none	\N	(212) 736-1032	{}	{}	\N	\N	\N	\N	S2	smith par	par	\N	-2447852273433488814	67	2	\N	\N	+12127361032
1	st-001	t	{S1}	student	st1	{}	Bo	Nguyen	\N	1001	st1@example.org	\N	\N	{g-001}	{05}	en	en	\N	{"language": "en"}	S1	nguyen bo	bo	st1@example.org	-4092112383501152319	2	1	\N	\N	\N
1	st-002	t	{S2}	student	st2	{}	Chi	Smith	\N	1002	st2@example.org	\N	\N	{g-002}	{07}	es	es	\N	{"language": "es"}	S2	smith chi	chi	st2@example.org	8584814890882864393	3	2	\N	\N	\N
1	st-003	t	{S1}	student	st3	{}	Dee	Khan	\N	1003	st3@example.org	\N	\N	{g-003}	{05}	es	es	\N	{"language": "es"}	S1	khan dee	dee	st3@example.org	7253288765506429104	4	1	\N	\N	\N
1	st-004	t	{S2}	student	st4	{}	Eli	Lopez	\N	1004	st4@example.org	\N	\N	{g-004}	{07}	en	en	\N	{"language": "en"}	S2	lopez eli	eli	st4@example.org	6255141452686021885	5	1	\N	\N	\N
1	st-005	t	{D1,S1}	student	st5	{}	Fay	Brown	\N	1005	st5@example.org	\N	\N	{g-005}	{05}	en	en	\N	{"language": "en"}	S1	brown fay	fay	st5@example.org	-407411976525726160	6	1	\N	\N	\N
1	st-006	t	{S2}	student	st6	{}	Gus	Ortiz	\N	1006	st6@example.org	\N	\N	{g-006}	{07}	es	es	\N	{"language": "es"}	S2	ortiz gus	gus	st6@example.org	-6488488165983648630	7	1	\N	\N	\N
1	st-007	t	{S2,S1}	student	st7	{}	Hal	Nguyen	\N	1007	st7@example.org	\N	\N	{g-007}	{05}	en	en	\N	{"language": "en"}	S1	nguyen hal	hal	st7@example.org	-3496510106649804216	8	1	\N	\N	\N
1	st-008	t	{S2}	student	st8	{}	Ana	Smith	\N	1008	st8@example.org	\N	\N	{g-008}	{07}	en	en	\N	{"language": "en"}	S2	smith ana	ana	st8@example.org	-7849522869959741966	9	1	\N	\N	\N
1	st-009	t	{S1}	student	st9	{}	Bo	Khan	\N	1009	st9@example.org	\N	\N	{g-009}	{05}	es	es	\N	{"language": "es"}	S1	khan bo	bo	st9@example.org	6882560468275442493	10	1	\N	\N	\N
1	st-010	t	{D1,S2}	student	st10	{}	Chi	Lopez	\N	1010	st10@example.org	\N	\N	{g-010}	{07}	en	en	\N	{"language": "en"}	S2	lopez chi	chi	st10@example.org	7098010988995934842	11	1	\N	\N	\N
1	st-011	t	{S1}	student	st11	{}	Dee	Brown	\N	1011	st11@example.org	\N	\N	{g-011}	{05}	en	en	\N	{"language": "en"}	S1	brown dee	dee	st11@example.org	-1929136706856523765	12	1	\N	\N	\N
1	st-012	t	{S2}	student	st12	{}	Eli	Ortiz	\N	1012	st12@example.org	\N	\N	{g-012}	{07}	es	es	\N	{"language": "es"}	S2	ortiz eli	eli	st12@example.org	-2443564300599154894	13	1	\N	\N	\N
1	st-013	t	{S1}	student	st13	{}	Fay	Nguyen	\N	1013	st13@example.org	\N	\N	{g-013}	{05}	en	en	\N	{"language": "en"}	S1	nguyen fay	fay	st13@example.org	9203639269244067624	14	1	\N	\N	\N
1	st-014	t	{S2,S1}	student	st14	{}	Gus	Smith	\N	1014	st14@example.org	\N	\N	{g-014}	{07}	en	en	\N	{"language": "en"}	S2	smith gus	gus	st14@example.org	6038879693353687439	15	1	\N	\N	\N
1	st-015	t	{D1,S1}	student	st15	{}	Hal	Khan	\N	1015	st15@example.org	\N	\N	{g-015}	{05}	es	es	\N	{"language": "es"}	S1	khan hal	hal	st15@example.org	-6513582421858332281	16	1	\N	\N	\N
1	st-016	t	{S2}	student	st16	{}	Ana	Lopez	\N	1016	st16@example.org	\N	\N	{g-016}	{07}	en	en	\N	{"language": "en"}	S2	lopez ana	ana	st16@example.org	-1388011042584558870	17	1	\N	\N	\N
1	st-017	t	{S1}	student	st17	{}	Bo	Brown	\N	1017	st17@example.org	\N	\N	{g-017}	{05}	en	en	\N	{"language": "en"}	S1	brown bo	bo	st17@example.org	6202551908326471152	18	1	\N	\N	\N
1	st-018	t	{S2}	student	st18	{}	Chi	Ortiz	\N	1018	st18@example.org	\N	\N	{g-018}	{07}	es	es	\N	{"language": "es"}	S2	ortiz chi	chi	st18@example.org	-4657911156275315149	19	1	\N	\N	\N
1	st-019	t	{S1}	student	st19	{}	Dee	Nguyen	\N	1019	st19@example.org	\N	\N	{g-019}	{05}	en	en	\N	{"language": "en"}	S1	nguyen dee	dee	st19@example.org	-509068479198397746	20	1	\N	\N	\N
1	st-020	t	{D1,S2}	student	st20	{}	Eli	Smith	\N	1020	st20@example.org	\N	\N	{g-020}	{07}	en	en	\N	{"language": "en"}	S2	smith eli	eli	st20@example.org	8187383132704430833	21	1	\N	\N	\N
1	st-021	t	{S2,S1}	student	st21	{}	Fay	Khan	\N	1021	st21@example.org	\N	\N	{g-021}	{05}	es	es	\N	{"language": "es"}	S1	khan fay	fay	st21@example.org	-1485234099279714357	22	1	\N	\N	\N
1	st-022	t	{S2}	student	st22	{}	Gus	Lopez	\N	1022	st22@example.org	\N	\N	{g-022}	{07}	en	en	\N	{"language": "en"}	S2	lopez gus	gus	st22@example.org	4125849204295278	23	1	\N	\N	\N
1	st-023	t	{S1}	student	st23	{}	Hal	Brown	\N	1023	st23@example.org	\N	\N	{g-023}	{05}	en	en	\N	{"language": "en"}	S1	brown hal	hal	st23@example.org	-2776169628512109078	24	1	\N	\N	\N
1	st-024	t	{S2}	student	st24	{}	Ana	Ortiz	\N	1024	st24@example.org	\N	\N	{g-024}	{07}	es	es	\N	{"language": "es"}	S2	ortiz ana	ana	st24@example.org	-4940964624758809377	25	1	\N	\N	\N
1	st-025	t	{D1,S1}	student	st25	{}	Bo	Nguyen	\N	1025	st25@example.org	\N	\N	{g-025}	{05}	en	en	\N	{"language": "en"}	S1	nguyen bo	bo	st25@example.org	-8858916705015565042	26	1	\N	\N	\N
1	st-026	t	{S2}	student	st26	{}	Chi	Smith	\N	1026	st26@example.org	\N	\N	{g-026}	{07}	en	en	\N	{"language": "en"}	S2	smith chi	chi	st26@example.org	-4030514327221957650	27	1	\N	\N	\N
1	st-027	t	{S1}	student	st27	{}	Dee	Khan	\N	1027	st27@example.org	\N	\N	{g-027}	{05}	es	es	\N	{"language": "es"}	S1	khan dee	dee	st27@example.org	231902118262998175	28	1	\N	\N	\N
1	st-028	t	{S2,S1}	student	st28	{}	Eli	Lopez	\N	1028	st28@example.org	\N	\N	{g-028}	{07}	en	en	\N	{"language": "en"}	S2	lopez eli	eli	st28@example.org	-1894720622445363180	29	1	\N	\N	\N
1	st-029	t	{S1}	student	st29	{}	Fay	Brown	\N	1029	st29@example.org	\N	\N	{g-029}	{05}	en	en	\N	{"language": "en"}	S1	brown fay	fay	st29@example.org	8213184130152033906	30	1	\N	\N	\N
1	st-030	t	{D1,S2}	student	st30	{}	Gus	Ortiz	\N	1030	st30@example.org	\N	\N	{g-030}	{07}	es	es	\N	{"language": "es"}	S2	ortiz gus	gus	st30@example.org	-3673068408815127196	31	1	\N	\N	\N
1	st-031	t	{S1}	student	st31	{}	Hal	Nguyen	\N	1031	st31@example.org	\N	\N	{g-031}	{05}	en	en	\N	{"language": "en"}	S1	nguyen hal	hal	st31@example.org	-8143471111357123953	32	2	\N	\N	\N
1	st-032	t	{S2}	student	st32	{}	Ana	Smith	\N	1032	st32@example.org	\N	\N	{g-032}	{07}	en	en	\N	{"language": "en"}	S2	smith ana	ana	st32@example.org	2869433767035102031	33	2	\N	\N	\N
1	t-1	t	{S1}	teacher	t1	{}	Tea	Cher	\N	\N	t1@example.org	\N	\N	{}	{}	\N	\N	\N	\N	S1	cher tea	tea	t1@example.org	-9210693299103020267	32	1	\N	\N	\N
1	t-2	t	{S2}	teacher	t2	{}	Mo	Tutor	\N	\N	t2@example.org	\N	\N	{}	{}	\N	\N	\N	\N	S2	tutor mo	mo	t2@example.org	-6065933110735100604	33	1	\N	\N	\N
\.
COPY rule_evaluation (id, tenant_id, run_id, rule_id, profile, scope, scope_sourced_id, entity, action, baseline_count, change_count, percent, limit_percent, limit_count, limit_cap, tripped, pattern, connection_id, baseline_run_id, fingerprint, subject, warned, never_relaxed, accepted) FROM stdin;
1	1	1	onboarding	STRICT	district				0	163	\N	\N	\N	\N	t	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25		f	f	f
10	1	1	invalidRows.unusable	STRICT	district				1	0	0	20	100	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	courses.csv	f	f	f
100	1	2	dangling	IN_SESSION	district				34	0	0	5	25	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	enrollments.csv	f	f	f
101	1	2	dangling	IN_SESSION	district				3	0	0	5	25	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	orgs.csv	f	f	f
102	1	2	dangling	IN_SESSION	district				66	0	0	5	25	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	users.csv	f	f	f
103	1	2	manyContacts	IN_SESSION	district		students		0	0	\N	0	10	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
104	1	3	orgs.REMOVE	IN_SESSION	district		orgs	REMOVE	3	0	0	\N	1	1	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
105	1	3	orgs.ADD	IN_SESSION	district		orgs	ADD	3	0	0	\N	1	1	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
106	1	3	sessions.ADD	IN_SESSION	district		sessions	ADD	3	0	0	\N	\N	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
107	1	3	courses.REMOVE	IN_SESSION	district		courses	REMOVE	1	0	0	\N	3	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
108	1	3	courses.ADD	IN_SESSION	district		courses	ADD	1	0	0	\N	3	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
109	1	3	classes.REMOVE	IN_SESSION	district		classes	REMOVE	2	0	0	\N	3	500	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
11	1	1	invalidRows.unusable	STRICT	district				32	0	0	20	100	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	enrollments.csv	f	f	f
110	1	3	classes.ADD	IN_SESSION	district		classes	ADD	2	0	0	\N	3	1500	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
111	1	3	students.REMOVE	IN_SESSION	district		students	REMOVE	32	15	46.875	\N	16	1000	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
112	1	3	students.REMOVE	IN_SESSION	school	S1	students	REMOVE	16	7	43.75	\N	8	1000	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
113	1	3	students.REMOVE	IN_SESSION	school	S2	students	REMOVE	16	8	50	\N	8	1000	t	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
114	1	3	students.ADD	IN_SESSION	district		students	ADD	32	0	0	\N	16	2000	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
115	1	3	staff.REMOVE	IN_SESSION	district		staff	REMOVE	2	0	0	\N	3	200	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
116	1	3	staff.ADD	IN_SESSION	district		staff	ADD	2	0	0	\N	3	400	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
117	1	3	contacts.REMOVE	IN_SESSION	district		contacts	REMOVE	32	15	46.875	\N	16	2000	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
118	1	3	contacts.REMOVE	IN_SESSION	school	S1	contacts	REMOVE	16	7	43.75	\N	8	2000	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
119	1	3	contacts.REMOVE	IN_SESSION	school	S2	contacts	REMOVE	16	8	50	\N	8	2000	t	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
12	1	1	invalidRows.unusable	STRICT	district				3	0	0	20	100	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	orgs.csv	f	f	f
120	1	3	contacts.ADD	IN_SESSION	district		contacts	ADD	32	0	0	\N	16	4000	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
121	1	3	links.REMOVE	IN_SESSION	district		links	REMOVE	32	0	0	\N	16	2000	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
122	1	3	links.ADD	IN_SESSION	district		links	ADD	32	0	0	\N	16	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
123	1	3	studentEnrollments.REMOVE	IN_SESSION	district		studentEnrollments	REMOVE	32	0	0	\N	16	20000	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
124	1	3	studentEnrollments.ADD	IN_SESSION	district		studentEnrollments	ADD	32	0	0	\N	16	40000	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
125	1	3	staffEnrollments.REMOVE	IN_SESSION	district		staffEnrollments	REMOVE	2	0	0	\N	3	2000	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
126	1	3	staffEnrollments.ADD	IN_SESSION	district		staffEnrollments	ADD	2	0	0	\N	3	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
127	1	3	demographics.REMOVE	IN_SESSION	district		demographics	REMOVE	32	0	0	\N	16	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
128	1	3	demographics.ADD	IN_SESSION	district		demographics	ADD	32	0	0	\N	\N	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
129	1	3	school.students	IN_SESSION	school	S1	students	REMOVE	16	7	43.75	20	20	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
13	1	1	invalidRows.unusable	STRICT	district				62	0	0	20	100	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	users.csv	f	f	f
130	1	3	school.students	IN_SESSION	school	S2	students	REMOVE	16	8	50	20	20	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
131	1	3	school.noStudents	IN_SESSION	school	S1	students	REMOVE	16	7	43.75	\N	\N	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
132	1	3	school.noStudents	IN_SESSION	school	S2	students	REMOVE	16	8	50	\N	\N	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
133	1	3	reachability	IN_SESSION	district		students		32	0	0	\N	16	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	t	f
134	1	3	allRemovals	IN_SESSION	district			REMOVE	173	75	43.35260115606936	10	500	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
135	1	3	fileShrunk	IN_SESSION	district				34	15	44.11764705882353	20	50	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	enrollments.csv	f	f	f
136	1	3	fileShrunk	IN_SESSION	district				66	30	45.45454545454545	20	50	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	users.csv	f	f	f
137	1	3	fileGrown	IN_SESSION	district				34	0	0	50	50	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	enrollments.csv	f	f	f
138	1	3	fileGrown	IN_SESSION	district				66	0	0	50	50	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	users.csv	f	f	f
139	1	3	invalidRows	IN_SESSION	district				3	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	academicSessions.csv	f	f	f
14	1	1	duplicates	STRICT	district				3	0	0	0.5	10	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	academicSessions.csv	f	f	f
140	1	3	invalidRows	IN_SESSION	district				2	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	classes.csv	f	f	f
141	1	3	invalidRows	IN_SESSION	district				1	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	courses.csv	f	f	f
142	1	3	invalidRows	IN_SESSION	district				19	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	enrollments.csv	f	f	f
143	1	3	invalidRows	IN_SESSION	district				3	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	orgs.csv	f	f	f
144	1	3	invalidRows	IN_SESSION	district				36	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	users.csv	f	f	f
145	1	3	invalidRows.unusable	IN_SESSION	district				3	0	0	20	100	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	academicSessions.csv	f	f	f
146	1	3	invalidRows.unusable	IN_SESSION	district				2	0	0	20	100	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	classes.csv	f	f	f
147	1	3	invalidRows.unusable	IN_SESSION	district				1	0	0	20	100	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	courses.csv	f	f	f
148	1	3	invalidRows.unusable	IN_SESSION	district				19	0	0	20	100	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	enrollments.csv	f	f	f
149	1	3	invalidRows.unusable	IN_SESSION	district				3	0	0	20	100	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	orgs.csv	f	f	f
15	1	1	duplicates	STRICT	district				2	0	0	0.5	10	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	classes.csv	f	f	f
150	1	3	invalidRows.unusable	IN_SESSION	district				36	0	0	20	100	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	users.csv	f	f	f
151	1	3	duplicates	IN_SESSION	district				3	0	0	1	10	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	academicSessions.csv	f	f	f
152	1	3	duplicates	IN_SESSION	district				2	0	0	1	10	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	classes.csv	f	f	f
153	1	3	duplicates	IN_SESSION	district				1	0	0	1	10	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	courses.csv	f	f	f
154	1	3	duplicates	IN_SESSION	district				17	0	0	1	10	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	demographics.csv	f	f	f
155	1	3	duplicates	IN_SESSION	district				19	0	0	1	10	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	enrollments.csv	f	f	f
156	1	3	duplicates	IN_SESSION	district				3	0	0	1	10	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	orgs.csv	f	f	f
157	1	3	duplicates	IN_SESSION	district				36	0	0	1	10	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	users.csv	f	f	f
158	1	3	dangling	IN_SESSION	district				3	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	academicSessions.csv	f	f	f
159	1	3	dangling	IN_SESSION	district				2	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	classes.csv	f	f	f
16	1	1	duplicates	STRICT	district				1	0	0	0.5	10	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	courses.csv	f	f	f
160	1	3	dangling	IN_SESSION	district				1	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	courses.csv	f	f	f
161	1	3	dangling	IN_SESSION	district				17	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	demographics.csv	f	f	f
162	1	3	dangling	IN_SESSION	district				19	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	enrollments.csv	f	f	f
163	1	3	dangling	IN_SESSION	district				3	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	orgs.csv	f	f	f
164	1	3	dangling	IN_SESSION	district				36	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	users.csv	f	f	f
165	1	3	manyContacts	IN_SESSION	district		students		0	0	\N	0	10	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
166	1	4	orgs.REMOVE	IN_SESSION	district		orgs	REMOVE	3	0	0	\N	1	1	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
167	1	4	orgs.ADD	IN_SESSION	district		orgs	ADD	3	0	0	\N	1	1	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
168	1	4	sessions.ADD	IN_SESSION	district		sessions	ADD	3	0	0	\N	\N	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
169	1	4	courses.REMOVE	IN_SESSION	district		courses	REMOVE	1	0	0	\N	3	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
17	1	1	duplicates	STRICT	district				30	0	0	0.5	10	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	demographics.csv	f	f	f
170	1	4	courses.ADD	IN_SESSION	district		courses	ADD	1	0	0	\N	3	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
171	1	4	classes.REMOVE	IN_SESSION	district		classes	REMOVE	2	0	0	\N	3	500	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
172	1	4	classes.ADD	IN_SESSION	district		classes	ADD	2	0	0	\N	3	1500	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
173	1	4	students.REMOVE	IN_SESSION	district		students	REMOVE	32	15	46.875	\N	16	1000	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
174	1	4	students.REMOVE	IN_SESSION	school	S1	students	REMOVE	16	7	43.75	\N	8	1000	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
175	1	4	students.REMOVE	IN_SESSION	school	S2	students	REMOVE	16	8	50	\N	8	1000	t	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
176	1	4	students.ADD	IN_SESSION	district		students	ADD	32	0	0	\N	16	2000	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
177	1	4	staff.REMOVE	IN_SESSION	district		staff	REMOVE	2	0	0	\N	3	200	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
178	1	4	staff.ADD	IN_SESSION	district		staff	ADD	2	0	0	\N	3	400	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
179	1	4	contacts.REMOVE	IN_SESSION	district		contacts	REMOVE	32	15	46.875	\N	16	2000	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
18	1	1	duplicates	STRICT	district				32	0	0	0.5	10	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	enrollments.csv	f	f	f
180	1	4	contacts.REMOVE	IN_SESSION	school	S1	contacts	REMOVE	16	7	43.75	\N	8	2000	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
181	1	4	contacts.REMOVE	IN_SESSION	school	S2	contacts	REMOVE	16	8	50	\N	8	2000	t	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
182	1	4	contacts.ADD	IN_SESSION	district		contacts	ADD	32	0	0	\N	16	4000	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
183	1	4	links.REMOVE	IN_SESSION	district		links	REMOVE	32	0	0	\N	16	2000	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
184	1	4	links.ADD	IN_SESSION	district		links	ADD	32	0	0	\N	16	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
185	1	4	studentEnrollments.REMOVE	IN_SESSION	district		studentEnrollments	REMOVE	32	0	0	\N	16	20000	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
186	1	4	studentEnrollments.ADD	IN_SESSION	district		studentEnrollments	ADD	32	0	0	\N	16	40000	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
187	1	4	staffEnrollments.REMOVE	IN_SESSION	district		staffEnrollments	REMOVE	2	0	0	\N	3	2000	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
188	1	4	staffEnrollments.ADD	IN_SESSION	district		staffEnrollments	ADD	2	0	0	\N	3	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
189	1	4	demographics.REMOVE	IN_SESSION	district		demographics	REMOVE	32	0	0	\N	16	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
19	1	1	duplicates	STRICT	district				3	0	0	0.5	10	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	orgs.csv	f	f	f
190	1	4	demographics.ADD	IN_SESSION	district		demographics	ADD	32	0	0	\N	\N	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
191	1	4	school.students	IN_SESSION	school	S1	students	REMOVE	16	7	43.75	20	20	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
192	1	4	school.students	IN_SESSION	school	S2	students	REMOVE	16	8	50	20	20	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
193	1	4	school.noStudents	IN_SESSION	school	S1	students	REMOVE	16	7	43.75	\N	\N	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
194	1	4	school.noStudents	IN_SESSION	school	S2	students	REMOVE	16	8	50	\N	\N	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
195	1	4	reachability	IN_SESSION	district		students		32	0	0	\N	16	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	t	f
196	1	4	allRemovals	IN_SESSION	district			REMOVE	173	75	43.35260115606936	10	500	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
197	1	4	fileShrunk	IN_SESSION	district				34	15	44.11764705882353	20	50	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	enrollments.csv	f	f	f
198	1	4	fileShrunk	IN_SESSION	district				66	30	45.45454545454545	20	50	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	users.csv	f	f	f
199	1	4	fileGrown	IN_SESSION	district				34	0	0	50	50	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	enrollments.csv	f	f	f
2	1	1	invalidRows	STRICT	district				3	0	0	2.5	25	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	academicSessions.csv	f	f	f
20	1	1	duplicates	STRICT	district				62	0	0	0.5	10	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	users.csv	f	f	f
200	1	4	fileGrown	IN_SESSION	district				66	0	0	50	50	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	users.csv	f	f	f
201	1	4	invalidRows	IN_SESSION	district				3	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	academicSessions.csv	f	f	f
202	1	4	invalidRows	IN_SESSION	district				2	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	classes.csv	f	f	f
203	1	4	invalidRows	IN_SESSION	district				1	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	courses.csv	f	f	f
204	1	4	invalidRows	IN_SESSION	district				19	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	enrollments.csv	f	f	f
205	1	4	invalidRows	IN_SESSION	district				3	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	orgs.csv	f	f	f
206	1	4	invalidRows	IN_SESSION	district				36	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	users.csv	f	f	f
207	1	4	invalidRows.unusable	IN_SESSION	district				3	0	0	20	100	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	academicSessions.csv	f	f	f
208	1	4	invalidRows.unusable	IN_SESSION	district				2	0	0	20	100	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	classes.csv	f	f	f
209	1	4	invalidRows.unusable	IN_SESSION	district				1	0	0	20	100	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	courses.csv	f	f	f
21	1	1	dangling	STRICT	district				3	0	0	2.5	25	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	academicSessions.csv	f	f	f
210	1	4	invalidRows.unusable	IN_SESSION	district				19	0	0	20	100	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	enrollments.csv	f	f	f
211	1	4	invalidRows.unusable	IN_SESSION	district				3	0	0	20	100	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	orgs.csv	f	f	f
212	1	4	invalidRows.unusable	IN_SESSION	district				36	0	0	20	100	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	users.csv	f	f	f
213	1	4	duplicates	IN_SESSION	district				3	0	0	1	10	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	academicSessions.csv	f	f	f
214	1	4	duplicates	IN_SESSION	district				2	0	0	1	10	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	classes.csv	f	f	f
215	1	4	duplicates	IN_SESSION	district				1	0	0	1	10	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	courses.csv	f	f	f
216	1	4	duplicates	IN_SESSION	district				17	0	0	1	10	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	demographics.csv	f	f	f
217	1	4	duplicates	IN_SESSION	district				19	0	0	1	10	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	enrollments.csv	f	f	f
218	1	4	duplicates	IN_SESSION	district				3	0	0	1	10	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	orgs.csv	f	f	f
219	1	4	duplicates	IN_SESSION	district				36	0	0	1	10	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	users.csv	f	f	f
22	1	1	dangling	STRICT	district				2	0	0	2.5	25	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	classes.csv	f	f	f
220	1	4	dangling	IN_SESSION	district				3	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	academicSessions.csv	f	f	f
221	1	4	dangling	IN_SESSION	district				2	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	classes.csv	f	f	f
222	1	4	dangling	IN_SESSION	district				1	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	courses.csv	f	f	f
223	1	4	dangling	IN_SESSION	district				17	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	demographics.csv	f	f	f
224	1	4	dangling	IN_SESSION	district				19	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	enrollments.csv	f	f	f
225	1	4	dangling	IN_SESSION	district				3	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	orgs.csv	f	f	f
226	1	4	dangling	IN_SESSION	district				36	0	0	5	25	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	users.csv	f	f	f
227	1	4	manyContacts	IN_SESSION	district		students		0	0	\N	0	10	\N	f	\N	1	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482		f	f	f
23	1	1	dangling	STRICT	district				1	0	0	2.5	25	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	courses.csv	f	f	f
24	1	1	dangling	STRICT	district				30	0	0	2.5	25	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	demographics.csv	f	f	f
25	1	1	dangling	STRICT	district				32	0	0	2.5	25	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	enrollments.csv	f	f	f
26	1	1	dangling	STRICT	district				3	0	0	2.5	25	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	orgs.csv	f	f	f
27	1	1	dangling	STRICT	district				62	0	0	2.5	25	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	users.csv	f	f	f
28	1	2	resume	IN_SESSION	district				0	5	\N	\N	\N	\N	t	resume	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
29	1	2	orgs.REMOVE	IN_SESSION	district		orgs	REMOVE	3	0	0	\N	1	1	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
3	1	1	invalidRows	STRICT	district				2	0	0	2.5	25	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	classes.csv	f	f	f
30	1	2	orgs.ADD	IN_SESSION	district		orgs	ADD	3	0	0	\N	1	1	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
31	1	2	orgs.UPDATE.idOrType	IN_SESSION	district		orgs	UPDATE	3	0	0	\N	1	1	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
32	1	2	sessions.REMOVE	IN_SESSION	district		sessions	REMOVE	2	0	0	\N	1	1	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
33	1	2	sessions.ADD	IN_SESSION	district		sessions	ADD	3	0	0	\N	\N	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
34	1	2	sessions.UPDATE.currentDates	IN_SESSION	district		sessions	UPDATE	3	0	0	\N	1	1	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
35	1	2	courses.REMOVE	IN_SESSION	district		courses	REMOVE	1	0	0	\N	3	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
36	1	2	courses.ADD	IN_SESSION	district		courses	ADD	1	0	0	\N	3	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
37	1	2	courses.UPDATE.anyField	IN_SESSION	district		courses	UPDATE	1	0	0	\N	\N	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
38	1	2	classes.REMOVE	IN_SESSION	district		classes	REMOVE	2	0	0	\N	3	500	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
39	1	2	classes.ADD	IN_SESSION	district		classes	ADD	2	0	0	\N	3	1500	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
4	1	1	invalidRows	STRICT	district				1	0	0	2.5	25	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	courses.csv	f	f	f
40	1	2	classes.UPDATE.schoolTermCourse	IN_SESSION	district		classes	UPDATE	2	0	0	\N	3	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
41	1	2	students.REMOVE	IN_SESSION	district		students	REMOVE	30	0	0	\N	15	1000	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
42	1	2	students.ADD	IN_SESSION	district		students	ADD	30	2	6.666666666666667	\N	15	2000	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
43	1	2	students.UPDATE.schoolGradeIdentifier	IN_SESSION	district		students	UPDATE	30	0	0	\N	15	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
44	1	2	students.UPDATE.languageBlanked	IN_SESSION	district		students	UPDATE	30	0	0	\N	15	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
45	1	2	students.UPDATE.languageReplaced	IN_SESSION	district		students	UPDATE	30	1	3.3333333333333335	\N	15	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
46	1	2	students.UPDATE.name	IN_SESSION	district		students	UPDATE	30	0	0	\N	15	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
47	1	2	students.UPDATE.birthDate	IN_SESSION	district		students	UPDATE	30	0	0	\N	15	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
48	1	2	students.UPDATE.mail	IN_SESSION	district		students	UPDATE	30	0	0	\N	15	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
49	1	2	students.UPDATE.username	IN_SESSION	district		students	UPDATE	30	0	0	\N	15	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
5	1	1	invalidRows	STRICT	district				32	0	0	2.5	25	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	enrollments.csv	f	f	f
50	1	2	students.UPDATE.nameAndBirthDate	IN_SESSION	district		students	UPDATE	30	0	0	\N	5	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	t	f
51	1	2	staff.REMOVE	IN_SESSION	district		staff	REMOVE	2	0	0	\N	3	200	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
52	1	2	staff.ADD	IN_SESSION	district		staff	ADD	2	0	0	\N	3	400	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
53	1	2	staff.UPDATE.roleMail	IN_SESSION	district		staff	UPDATE	2	0	0	\N	3	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
54	1	2	staff.UPDATE.name	IN_SESSION	district		staff	UPDATE	2	0	0	\N	3	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
55	1	2	contacts.REMOVE	IN_SESSION	district		contacts	REMOVE	30	0	0	\N	15	2000	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
56	1	2	contacts.ADD	IN_SESSION	district		contacts	ADD	30	2	6.666666666666667	\N	15	4000	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
57	1	2	contacts.UPDATE.phoneMail	IN_SESSION	district		contacts	UPDATE	30	0	0	\N	15	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
58	1	2	contacts.UPDATE.name	IN_SESSION	district		contacts	UPDATE	30	0	0	\N	15	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
59	1	2	contacts.UPDATE.languageReplaced	IN_SESSION	district		contacts	UPDATE	30	0	0	\N	15	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
6	1	1	invalidRows	STRICT	district				3	0	0	2.5	25	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	orgs.csv	f	f	f
60	1	2	links.REMOVE	IN_SESSION	district		links	REMOVE	30	0	0	\N	15	2000	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
61	1	2	links.ADD	IN_SESSION	district		links	ADD	30	0	0	\N	15	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
62	1	2	studentEnrollments.REMOVE	IN_SESSION	district		studentEnrollments	REMOVE	30	0	0	\N	15	20000	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
63	1	2	studentEnrollments.ADD	IN_SESSION	district		studentEnrollments	ADD	30	0	0	\N	15	40000	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
64	1	2	studentEnrollments.UPDATE.roleDates	IN_SESSION	district		studentEnrollments	UPDATE	30	0	0	\N	15	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
65	1	2	staffEnrollments.REMOVE	IN_SESSION	district		staffEnrollments	REMOVE	2	0	0	\N	3	2000	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
66	1	2	staffEnrollments.ADD	IN_SESSION	district		staffEnrollments	ADD	2	0	0	\N	3	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
67	1	2	staffEnrollments.UPDATE.primaryFlag	IN_SESSION	district		staffEnrollments	UPDATE	2	0	0	\N	\N	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
68	1	2	demographics.REMOVE	IN_SESSION	district		demographics	REMOVE	30	0	0	\N	15	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
69	1	2	demographics.ADD	IN_SESSION	district		demographics	ADD	30	0	0	\N	\N	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
7	1	1	invalidRows	STRICT	district				62	0	0	2.5	25	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	users.csv	f	f	f
70	1	2	demographics.UPDATE.anyField	IN_SESSION	district		demographics	UPDATE	30	0	0	\N	\N	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
71	1	2	reachability	IN_SESSION	district		students		30	0	0	\N	15	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	t	f
72	1	2	allRemovals	IN_SESSION	district			REMOVE	163	0	0	10	500	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7		f	f	f
73	1	2	fileShrunk	IN_SESSION	district				32	0	0	20	50	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	enrollments.csv	f	f	f
74	1	2	fileShrunk	IN_SESSION	district				62	0	0	20	50	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	users.csv	f	f	f
75	1	2	fileGrown	IN_SESSION	district				32	2	6.25	50	50	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	enrollments.csv	f	f	f
76	1	2	fileGrown	IN_SESSION	district				62	4	6.451612903225806	50	50	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	users.csv	f	f	f
77	1	2	invalidRows	IN_SESSION	district				3	0	0	5	25	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	academicSessions.csv	f	f	f
78	1	2	invalidRows	IN_SESSION	district				2	0	0	5	25	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	classes.csv	f	f	f
79	1	2	invalidRows	IN_SESSION	district				1	0	0	5	25	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	courses.csv	f	f	f
8	1	1	invalidRows.unusable	STRICT	district				3	0	0	20	100	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	academicSessions.csv	f	f	f
80	1	2	invalidRows	IN_SESSION	district				34	0	0	5	25	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	enrollments.csv	f	f	f
81	1	2	invalidRows	IN_SESSION	district				3	0	0	5	25	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	orgs.csv	f	f	f
82	1	2	invalidRows	IN_SESSION	district				66	0	0	5	25	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	users.csv	f	f	f
83	1	2	invalidRows.unusable	IN_SESSION	district				3	0	0	20	100	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	academicSessions.csv	f	f	f
84	1	2	invalidRows.unusable	IN_SESSION	district				2	0	0	20	100	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	classes.csv	f	f	f
85	1	2	invalidRows.unusable	IN_SESSION	district				1	0	0	20	100	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	courses.csv	f	f	f
86	1	2	invalidRows.unusable	IN_SESSION	district				34	0	0	20	100	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	enrollments.csv	f	f	f
87	1	2	invalidRows.unusable	IN_SESSION	district				3	0	0	20	100	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	orgs.csv	f	f	f
88	1	2	invalidRows.unusable	IN_SESSION	district				66	0	0	20	100	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	users.csv	f	f	f
89	1	2	duplicates	IN_SESSION	district				3	0	0	1	10	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	academicSessions.csv	f	f	f
9	1	1	invalidRows.unusable	STRICT	district				2	0	0	20	100	\N	f	\N	1	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	classes.csv	f	f	f
90	1	2	duplicates	IN_SESSION	district				2	0	0	1	10	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	classes.csv	f	f	f
91	1	2	duplicates	IN_SESSION	district				1	0	0	1	10	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	courses.csv	f	f	f
92	1	2	duplicates	IN_SESSION	district				32	0	0	1	10	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	demographics.csv	f	f	f
93	1	2	duplicates	IN_SESSION	district				34	0	0	1	10	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	enrollments.csv	f	f	f
94	1	2	duplicates	IN_SESSION	district				3	0	0	1	10	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	orgs.csv	f	f	f
95	1	2	duplicates	IN_SESSION	district				66	0	0	1	10	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	users.csv	f	f	f
96	1	2	dangling	IN_SESSION	district				3	0	0	5	25	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	academicSessions.csv	f	f	f
97	1	2	dangling	IN_SESSION	district				2	0	0	5	25	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	classes.csv	f	f	f
98	1	2	dangling	IN_SESSION	district				1	0	0	5	25	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	courses.csv	f	f	f
99	1	2	dangling	IN_SESSION	district				32	0	0	5	25	\N	f	\N	1	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	demographics.csv	f	f	f
\.
COPY run_issue (id, group_id, tenant_id, run_id, line, "column", value, params, school_sourced_id) FROM stdin;
1	1	1	1	\N	email	\N	{"count": 7}	\N
2	2	1	1	\N	phone	\N	{"count": 8}	\N
3	3	1	1	1	\N	\N	{"names": "americanIndianOrAlaskaNative, asian, blackOrAfricanAmerican, nativeHawaiianOrOtherPacificIslander, white, demographicRaceTwoOrMoreRaces, hispanicOrLatinoEthnicity, countryOfBirthCode and 3 more"}	\N
4	4	1	2	\N	email	\N	{"count": 1}	\N
5	5	1	2	1	\N	\N	{"names": "americanIndianOrAlaskaNative, asian, blackOrAfricanAmerican, nativeHawaiianOrOtherPacificIslander, white, demographicRaceTwoOrMoreRaces, hispanicOrLatinoEthnicity, countryOfBirthCode and 3 more"}	\N
6	6	1	3	1	\N	\N	{"names": "americanIndianOrAlaskaNative, asian, blackOrAfricanAmerican, nativeHawaiianOrOtherPacificIslander, white, demographicRaceTwoOrMoreRaces, hispanicOrLatinoEthnicity, countryOfBirthCode and 3 more"}	\N
7	7	1	4	1	\N	\N	{"names": "americanIndianOrAlaskaNative, asian, blackOrAfricanAmerican, nativeHawaiianOrOtherPacificIslander, white, demographicRaceTwoOrMoreRaces, hispanicOrLatinoEthnicity, countryOfBirthCode and 3 more"}	\N
\.
COPY run_issue_group (id, tenant_id, run_id, file_name, code, level, effect, count, stored_count) FROM stdin;
1	1	1	users.csv	MAIL_NOT_READABLE	notice	none	7	1
2	1	1	users.csv	PHONE_NOT_READABLE	notice	none	8	1
3	1	1	demographics.csv	HEADER_MISSING_OPTIONAL	warning	none	1	1
4	1	2	users.csv	MAIL_NOT_READABLE	notice	none	1	1
5	1	2	demographics.csv	HEADER_MISSING_OPTIONAL	warning	none	1	1
6	1	3	demographics.csv	HEADER_MISSING_OPTIONAL	warning	none	1	1
7	1	4	demographics.csv	HEADER_MISSING_OPTIONAL	warning	none	1	1
\.
COPY run_school (tenant_id, run_id, sourced_id, name) FROM stdin;
1	1	D1	Cedar Valley
1	1	S1	Cedar Elementary
1	1	S2	Cedar Middle
\.
COPY sftp_account (tenant_id, connection_id, user_name, quiet_seconds, settled_seconds, incomplete_after_seconds, manifest_required) FROM stdin;
1	1	tpc-cedar-valley	600	60	21600	t
\.
COPY sync_run (id, tenant_id, connection_id, state, created_at, last_arrival_at, queued_at, receiving_at, processing_at, held_at, deferred_at, apply_after, applying_at, applied_at, finished_at, undone_at, undone_by_id, undo_requested_at, plan_kind, baseline_run_id, fingerprint, input_hash, staged_counts, progress, attempts, failure_code, retry_at, blocks_go_live, undo_part, removals_undone_at, lost_workers, taken_at, taken_by, lost_take, takes, file_hints, undo_reason) FROM stdin;
1	1	1	APPLIED	2026-08-05 15:00:00+00	2026-08-05 15:00:00+00	2026-08-05 15:00:00+00	2026-11-30 04:59:51.703+00	2026-08-05 15:00:00+00	2026-08-05 15:00:00+00	\N	\N	2026-08-05 15:00:00+00	2026-08-05 15:00:00+00	2026-08-05 15:00:00+00	\N	\N	\N	INITIAL	\N	b29972205dd29050495c6bb61a6cdfd0852b2cbe08ead5b07ceb3bf1d90c6a25	4844d929a4460ba2e857afee97af8a26ace26c69162e786589dc0a63f58b9ce9	{"org": 3, "link": 30, "user": 62, "class": 2, "course": 1, "enrollment": 32, "demographics": 30, "academicSession": 3}	\N	0	\N	\N	f	WHOLE	\N	0	\N	\N	\N	0	\N	\N
2	1	1	APPLIED	2026-09-22 15:00:00+00	2026-09-22 15:00:00+00	2026-09-22 15:00:00+00	2026-11-30 04:59:52.075+00	2026-09-22 15:00:00+00	2026-09-22 15:00:00+00	\N	\N	2026-09-22 15:00:00+00	2026-09-22 15:00:00+00	2026-09-22 15:00:00+00	\N	\N	\N	INCREMENTAL	1	00a4c520628b2e421b82356fa08c7411bea0392f89edf202b3d5de0ead3b4bf7	41bf2614b9edbfe9a92f66eb03c4c209b2b6a392adb920e9031c44219c3cf6e4	{"org": 0, "user": 5, "class": 0, "course": 0, "enrollment": 2, "demographics": 2, "academicSession": 0}	\N	0	\N	\N	f	WHOLE	\N	0	\N	\N	\N	0	\N	\N
3	1	1	SUPERSEDED	2026-09-23 15:00:00+00	2026-09-23 15:00:00+00	2026-09-23 15:00:00+00	2026-11-30 04:59:52.601+00	2026-09-23 15:00:00+00	2026-09-23 15:00:00+00	\N	\N	\N	\N	2026-09-26 15:00:00+00	\N	\N	\N	INCREMENTAL	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	01466f39a3b2bd23597eb20458f89f977d89f05d39b93f474137de4dd759cd55	{"org": 0, "user": 0, "class": 0, "course": 0, "enrollment": 0, "demographics": 0, "academicSession": 0}	\N	0	\N	\N	f	WHOLE	\N	0	\N	\N	\N	0	\N	\N
4	1	1	HELD	2026-09-26 15:00:00+00	2026-09-26 15:00:00+00	2026-09-26 15:00:00+00	2026-11-30 04:59:52.754+00	2026-09-26 15:00:00+00	2026-09-26 15:00:00+00	\N	\N	\N	\N	\N	\N	\N	\N	INCREMENTAL	2	c0e33487732f6bb49601707011b530b2b91b1adf4474137fb4830738c5566482	01466f39a3b2bd23597eb20458f89f977d89f05d39b93f474137de4dd759cd55	{"org": 0, "user": 0, "class": 0, "course": 0, "enrollment": 0, "demographics": 0, "academicSession": 0}	\N	0	\N	\N	f	WHOLE	\N	0	\N	\N	\N	0	\N	\N
\.
COPY sync_run_event (id, tenant_id, run_id, at, kind, detail, actor_id, steps) FROM stdin;
1	1	1	2026-08-05 15:00:00+00	MOVED	{"to": "QUEUED", "from": "RECEIVING"}	\N	[]
10	1	2	2026-09-22 15:00:00+00	MOVED	{"to": "APPLIED", "from": "APPLYING"}	\N	[{"ms": 22, "step": "apply"}]
11	1	3	2026-09-23 15:00:00+00	MOVED	{"to": "QUEUED", "from": "RECEIVING"}	\N	[]
12	1	3	2026-09-23 15:00:00+00	MOVED	{"to": "PROCESSING", "from": "QUEUED"}	\N	[]
13	1	3	2026-09-23 15:00:00+00	MOVED	{"to": "HELD", "from": "PROCESSING", "breakId": 3, "version": 1}	\N	[{"ms": 4, "step": "open"}, {"ms": 0, "step": "recognize"}, {"ms": 44, "step": "read"}, {"ms": 39, "step": "compare"}, {"ms": 32, "step": "decide"}, {"ms": 5, "step": "conclude"}]
14	1	4	2026-09-26 15:00:00+00	MOVED	{"to": "QUEUED", "from": "RECEIVING"}	\N	[]
15	1	4	2026-09-26 15:00:00+00	MOVED	{"to": "PROCESSING", "from": "QUEUED"}	\N	[]
16	1	3	2026-09-26 15:00:00+00	MOVED	{"to": "SUPERSEDED", "from": "HELD", "byRunId": 4}	\N	[]
17	1	4	2026-09-26 15:00:00+00	MOVED	{"to": "HELD", "from": "PROCESSING", "breakId": 3, "version": 2}	\N	[{"ms": 4, "step": "open"}, {"ms": 1, "step": "recognize"}, {"ms": 42, "step": "read"}, {"ms": 42, "step": "compare"}, {"ms": 31, "step": "decide"}, {"ms": 5, "step": "conclude"}]
2	1	1	2026-08-05 15:00:00+00	MOVED	{"to": "PROCESSING", "from": "QUEUED"}	\N	[]
3	1	1	2026-08-05 15:00:00+00	MOVED	{"to": "HELD", "from": "PROCESSING", "breakId": 1, "version": 1}	\N	[{"ms": 31, "step": "open"}, {"ms": 15, "step": "recognize"}, {"ms": 103, "step": "read"}, {"ms": 30, "step": "compare"}, {"ms": 20, "step": "decide"}, {"ms": 18, "step": "conclude"}]
4	1	1	2026-08-05 15:00:00+00	MOVED	{"to": "APPLYING", "from": "HELD"}	\N	[]
5	1	1	2026-08-05 15:00:00+00	MOVED	{"to": "APPLIED", "from": "APPLYING"}	\N	[{"ms": 37, "step": "apply"}]
6	1	2	2026-09-22 15:00:00+00	MOVED	{"to": "QUEUED", "from": "RECEIVING"}	\N	[]
7	1	2	2026-09-22 15:00:00+00	MOVED	{"to": "PROCESSING", "from": "QUEUED"}	\N	[]
8	1	2	2026-09-22 15:00:00+00	MOVED	{"to": "HELD", "from": "PROCESSING", "breakId": 2, "version": 1}	\N	[{"ms": 9, "step": "open"}, {"ms": 1, "step": "recognize"}, {"ms": 59, "step": "read"}, {"ms": 53, "step": "compare"}, {"ms": 39, "step": "decide"}, {"ms": 5, "step": "conclude"}]
9	1	2	2026-09-22 15:00:00+00	MOVED	{"to": "APPLYING", "from": "HELD"}	\N	[]
\.
COPY sync_run_file (tenant_id, run_id, file_name, delivery_id, byte_count, sha256, mode, encoding, newline, rows_read, rows_accepted, rows_rejected, rows_ignored, rows_unchanged, clean_ups, left_aside) FROM stdin;
1	1	academicSessions.csv	3	240	a9fe36eb4b44dbdd367070029472236b995d418ea3c7af82dff94947a23f618e	bulk	UTF-8	CRLF	3	3	0	0	0	{}	f
1	1	classes.csv	5	253	e3deb316d395b1dbe45eca9f9967b0b10ac6c96802fb4c313159a099c8574202	bulk	UTF-8	CRLF	2	2	0	0	0	{}	f
1	1	courses.csv	4	142	47535da5679d29c6474df1a1b55e8097351ab0869d7581dc14f6e6c2d4f4638a	bulk	UTF-8	CRLF	1	1	0	0	0	{}	f
1	1	demographics.csv	8	859	2636eaab8a3c8ad4318236f3999091ababebe525a727020895408c74045834a1	bulk	UTF-8	CRLF	30	30	0	0	0	{}	f
1	1	enrollments.csv	7	1497	1ea925468493648a4fb9ce321dde63d5ee5da2ee4376e9fe918d9d0d56c547ef	bulk	UTF-8	CRLF	32	32	0	0	0	{}	f
1	1	manifest.csv	1	359	fabca362aa25f4238d1e708f8951a1e1677c2c938f4428e9f03deb27a18ac6af	manifest	\N	\N	0	0	0	0	0	{}	f
1	1	orgs.csv	2	175	92baee7d1c2425557f78f2f2f5c70f26bd73a31fee6c003e7a68546938da1d4b	bulk	UTF-8	CRLF	3	3	0	0	0	{}	f
1	1	users.csv	6	4616	d555a50d9120a40358171fcce44154087415c779ebaf73b5d641aaa0c3eb164d	bulk	UTF-8	CRLF	62	62	0	0	0	{"MAIL_NOT_READABLE": 7, "PHONE_NOT_READABLE": 8}	f
1	2	academicSessions.csv	11	240	a9fe36eb4b44dbdd367070029472236b995d418ea3c7af82dff94947a23f618e	bulk	UTF-8	CRLF	3	3	0	0	3	{}	f
1	2	classes.csv	13	253	e3deb316d395b1dbe45eca9f9967b0b10ac6c96802fb4c313159a099c8574202	bulk	UTF-8	CRLF	2	2	0	0	2	{}	f
1	2	courses.csv	12	142	47535da5679d29c6474df1a1b55e8097351ab0869d7581dc14f6e6c2d4f4638a	bulk	UTF-8	CRLF	1	1	0	0	1	{}	f
1	2	demographics.csv	16	913	b73d0304a98e663dc4a28133199c82b264ce6309babcc603694e7b11f183912a	bulk	UTF-8	CRLF	32	32	0	0	30	{}	f
1	2	enrollments.csv	15	1583	87064cda83a5e6b8efb1fd60b52136228a0d8cbf7c71c5d7895c01d2464faec7	bulk	UTF-8	CRLF	34	34	0	0	32	{}	f
1	2	manifest.csv	9	359	fabca362aa25f4238d1e708f8951a1e1677c2c938f4428e9f03deb27a18ac6af	manifest	\N	\N	0	0	0	0	0	{}	f
1	2	orgs.csv	10	175	92baee7d1c2425557f78f2f2f5c70f26bd73a31fee6c003e7a68546938da1d4b	bulk	UTF-8	CRLF	3	3	0	0	3	{}	f
1	2	users.csv	14	4910	5e310d8267fd36c7b8d890a4e77189200087e37c0165a900320e4368350e3141	bulk	UTF-8	CRLF	66	66	0	0	61	{"MAIL_NOT_READABLE": 1}	f
1	3	academicSessions.csv	22	240	a9fe36eb4b44dbdd367070029472236b995d418ea3c7af82dff94947a23f618e	bulk	UTF-8	CRLF	3	3	0	0	3	{}	f
1	3	classes.csv	24	253	e3deb316d395b1dbe45eca9f9967b0b10ac6c96802fb4c313159a099c8574202	bulk	UTF-8	CRLF	2	2	0	0	2	{}	f
1	3	courses.csv	23	142	47535da5679d29c6474df1a1b55e8097351ab0869d7581dc14f6e6c2d4f4638a	bulk	UTF-8	CRLF	1	1	0	0	1	{}	f
1	3	demographics.csv	27	509	efb56be6e6eb3c8f6630726b0ba607c36bb6eea5d0554bb1eb0912aed8be7645	bulk	UTF-8	CRLF	17	17	0	0	17	{}	f
1	3	enrollments.csv	26	918	8eef4e51a51efc479077235740f5aa8e9533957669247d3bf1899126181824a0	bulk	UTF-8	CRLF	19	19	0	0	19	{}	f
1	3	manifest.csv	20	359	fabca362aa25f4238d1e708f8951a1e1677c2c938f4428e9f03deb27a18ac6af	manifest	\N	\N	0	0	0	0	0	{}	f
1	3	orgs.csv	21	175	92baee7d1c2425557f78f2f2f5c70f26bd73a31fee6c003e7a68546938da1d4b	bulk	UTF-8	CRLF	3	3	0	0	3	{}	f
1	3	users.csv	25	2746	2514bcb08bf160b909c37a3c414d78abcf72d4715bd3692537d7a2f1cff40031	bulk	UTF-8	CRLF	36	36	0	0	36	{}	f
1	4	academicSessions.csv	30	240	a9fe36eb4b44dbdd367070029472236b995d418ea3c7af82dff94947a23f618e	bulk	UTF-8	CRLF	3	3	0	0	3	{}	f
1	4	classes.csv	32	253	e3deb316d395b1dbe45eca9f9967b0b10ac6c96802fb4c313159a099c8574202	bulk	UTF-8	CRLF	2	2	0	0	2	{}	f
1	4	courses.csv	31	142	47535da5679d29c6474df1a1b55e8097351ab0869d7581dc14f6e6c2d4f4638a	bulk	UTF-8	CRLF	1	1	0	0	1	{}	f
1	4	demographics.csv	35	509	efb56be6e6eb3c8f6630726b0ba607c36bb6eea5d0554bb1eb0912aed8be7645	bulk	UTF-8	CRLF	17	17	0	0	17	{}	f
1	4	enrollments.csv	34	918	8eef4e51a51efc479077235740f5aa8e9533957669247d3bf1899126181824a0	bulk	UTF-8	CRLF	19	19	0	0	19	{}	f
1	4	manifest.csv	28	359	fabca362aa25f4238d1e708f8951a1e1677c2c938f4428e9f03deb27a18ac6af	manifest	\N	\N	0	0	0	0	0	{}	f
1	4	orgs.csv	29	175	92baee7d1c2425557f78f2f2f5c70f26bd73a31fee6c003e7a68546938da1d4b	bulk	UTF-8	CRLF	3	3	0	0	3	{}	f
1	4	users.csv	33	2746	2514bcb08bf160b909c37a3c414d78abcf72d4715bd3692537d7a2f1cff40031	bulk	UTF-8	CRLF	36	36	0	0	36	{}	f
\.
COPY tenant (id, slug, name, kind, state, time_zone, sis, first_day_of_school_date, psm_id, implementer_id, language_code_set, accepts_us_dates, is_demo, created_at, reads_other_roles_as_staff, reads_aides_as_proctors, allows_missing_course, shows_course_titles) FROM stdin;
1	cedar-valley	Cedar Valley	DISTRICT	CA	America/Los_Angeles	\N	\N	\N	\N	NONE	f	f	2026-08-05 15:00:00+00	f	f	f	f
\.
COPY tenant_member (tenant_id, user_id, created_at) FROM stdin;
1	2	2026-11-30 04:59:51.686+00
\.
COPY user_account (id, email, name, role, created_at, disabled_at, last_sign_in_at) FROM stdin;
1	staff@example.org	Staff	IMPLEMENTATION	2026-08-05 15:00:00+00	\N	\N
2	contact@example.org	Contact	DISTRICT_CONTACT	2026-08-05 15:00:00+00	\N	\N
\.
