/* Echo on epoll and one thread: module 02 with nothing between it and the kernel. */

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER = 65536, READY = 1024, BACKLOG = 1024 };

/* While there are unsent bytes nothing is read. */
struct client {
    int socket;
    char *unsent;
    size_t from, to;
};

static int epoll;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void watch(int how, struct client *client, uint32_t events) {
    struct epoll_event event = {.events = events, .data.ptr = client};
    if (epoll_ctl(epoll, how, client->socket, &event) < 0)
        fail("epoll_ctl");
}

static void end(struct client *client) {
    close(client->socket);
    free(client->unsent);
    free(client);
}

static void accept_one(int listener) {
    int socket = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (socket < 0)
        return;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    struct client *client = calloc(1, sizeof *client);
    if (client == NULL)
        fail("calloc");
    client->socket = socket;
    watch(EPOLL_CTL_ADD, client, EPOLLIN);
}

static void read_and_write(struct client *client) {
    static char buffer[BUFFER];
    ssize_t count = recv(client->socket, buffer, BUFFER, 0);
    if (count <= 0) {
        if (count == 0 || errno != EAGAIN)
            end(client);
        return;
    }
    ssize_t sent = send(client->socket, buffer, count, 0);
    if (sent < 0 && errno != EAGAIN) {
        end(client);
        return;
    }
    size_t done = sent < 0 ? 0 : sent;
    if (done < (size_t)count) {
        client->unsent = malloc(count - done);
        if (client->unsent == NULL)
            fail("malloc");
        memcpy(client->unsent, buffer + done, count - done);
        client->from = 0;
        client->to = count - done;
        watch(EPOLL_CTL_MOD, client, EPOLLOUT);
    }
}

static void write_rest(struct client *client) {
    ssize_t sent = send(client->socket, client->unsent + client->from,
                        client->to - client->from, 0);
    if (sent < 0) {
        if (errno != EAGAIN)
            end(client);
        return;
    }
    client->from += sent;
    if (client->from == client->to) {
        free(client->unsent);
        client->unsent = NULL;
        watch(EPOLL_CTL_MOD, client, EPOLLIN);
    }
}

int main(void) {
    signal(SIGPIPE, SIG_IGN);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    struct client listener = {
        .socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0)};
    if (bind(listener.socket, (struct sockaddr *)&address, length) < 0
        || listen(listener.socket, BACKLOG) < 0
        || getsockname(listener.socket, (struct sockaddr *)&address, &length) < 0)
        fail("cannot listen");
    epoll = epoll_create1(0);
    watch(EPOLL_CTL_ADD, &listener, EPOLLIN);
    printf("epoll listens on 127.0.0.1:%d\n", ntohs(address.sin_port));
    fflush(stdout);
    struct epoll_event ready[READY];
    for (;;) {
        int count = epoll_wait(epoll, ready, READY, -1);
        for (int i = 0; i < count; i++) {
            struct client *client = ready[i].data.ptr;
            if (client == &listener)
                accept_one(listener.socket);
            else if (client->unsent != NULL)
                write_rest(client);
            else
                read_and_write(client);
        }
    }
}
