/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A libcurl multi handle with what it waits for.
 * https://curl.se/libcurl/c/libcurl-multi.html, "multi_socket"
 */
#include "net/lane.h"

#include "base/clock.h"

static void forget_fd(struct hz_lane *lane, curl_socket_t fd)
{
	for (size_t i = 0; i < lane->count; i++) {
		if (lane->fds[i].fd == fd) {
			lane->fds[i] = lane->fds[--lane->count];
			return;
		}
	}
}

/* libcurl says what it waits for at @fd from now on. */
static int note_fd(CURL *easy, curl_socket_t fd, int what, void *data, void *unused)
{
	struct hz_lane *lane = data;
	short events = 0;

	(void)easy;
	(void)unused;
	forget_fd(lane, fd);
	if (what == CURL_POLL_REMOVE)
		return 0;
	if (what & CURL_POLL_IN)
		events |= POLLIN;
	if (what & CURL_POLL_OUT)
		events |= POLLOUT;
	lane->fds = hz_resize(lane->fds, lane->count + 1, sizeof(*lane->fds));
	lane->fds[lane->count++] = (struct pollfd){ .fd = fd, .events = events };
	return 0;
}

static int note_alarm(CURLM *multi, long wait_ms, void *data)
{
	struct hz_lane *lane = data;

	(void)multi;
	lane->alarm_ms = wait_ms < 0 ? -1 : hz_clock_ms() + wait_ms;
	return 0;
}

int hz_lane_open(struct hz_lane *lane, const struct hz_curl *curl, long connections,
		 struct hz_err *err)
{
	lane->curl = curl;
	lane->alarm_ms = -1;
	lane->multi = curl->multi_init();
	if (!lane->multi)
		return hz_err_set(err, HZ_ERR_FAILED, "CurlUnfit", "cannot initialise libcurl");
	(void)curl->multi_setopt(lane->multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
	(void)curl->multi_setopt(lane->multi, CURLMOPT_MAX_HOST_CONNECTIONS, connections);
	(void)curl->multi_setopt(lane->multi, CURLMOPT_SOCKETFUNCTION, note_fd);
	(void)curl->multi_setopt(lane->multi, CURLMOPT_SOCKETDATA, lane);
	(void)curl->multi_setopt(lane->multi, CURLMOPT_TIMERFUNCTION, note_alarm);
	(void)curl->multi_setopt(lane->multi, CURLMOPT_TIMERDATA, lane);
	return 0;
}

void hz_lane_close(struct hz_lane *lane)
{
	if (lane->multi)
		(void)lane->curl->multi_cleanup(lane->multi);
	free(lane->fds);
	*lane = (struct hz_lane){ .multi = NULL };
}

int64_t hz_lane_wait(const struct hz_lane *lane, int64_t wait_ms)
{
	int64_t left = lane->alarm_ms - hz_clock_ms();

	if (!lane->multi || lane->alarm_ms < 0 || left > wait_ms)
		return wait_ms;
	return left > 0 ? left : 0;
}

static int happened_at(const struct pollfd *fd)
{
	return (fd->revents & (POLLIN | POLLHUP) ? CURL_CSELECT_IN : 0) |
	       (fd->revents & POLLOUT ? CURL_CSELECT_OUT : 0) |
	       (fd->revents & (POLLERR | POLLNVAL) ? CURL_CSELECT_ERR : 0);
}

void hz_lane_work(struct hz_lane *lane, const struct pollfd *fds, size_t count)
{
	int running;

	if (!lane->multi)
		return;
	for (size_t i = 0; i < count; i++)
		if (fds[i].revents)
			(void)lane->curl->multi_socket_action(lane->multi, fds[i].fd,
							      happened_at(&fds[i]), &running);
	if (lane->alarm_ms < 0 || lane->alarm_ms > hz_clock_ms())
		return;
	lane->alarm_ms = -1; /* unless libcurl sets it again */
	(void)lane->curl->multi_socket_action(lane->multi, CURL_SOCKET_TIMEOUT, 0, &running);
}
